package dev.lockstep.conformance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A recorded run of an optimizer: its header, and where the steps are. */
final class GoldenCase {
  private static final ObjectMapper PLAIN = new ObjectMapper();

  private final Recorded json;
  private final DType dtype;

  GoldenCase(Recorded json) {
    this.json = json;
    // MegEngine's traces spell the type out.
    String id = json.get("dtype").text().replace("float", "f");
    if (!id.equals("f32") && !id.equals("f64")) {
      throw new GoldenException("dtype must be f32 or f64, got " + id);
    }
    this.dtype = DType.of(id);
  }

  String id() {
    return json.get("id").text();
  }

  String framework() {
    return json.get("framework").text();
  }

  String api() {
    return Api.fullName(framework(), json.get("api").text());
  }

  String variant() {
    return json.text("variant", "default");
  }

  /** Whether it is a run of MindSpore's eager mode. */
  boolean isPynative() {
    return json.text("mode", "").equals("PYNATIVE");
  }

  /** Which square root torch had: {@code stock}, {@code ieee}, or empty. */
  String sqrt() {
    return json.text("sqrt", "");
  }

  /** Element type of parameters, gradients and state. */
  DType dtype() {
    return dtype;
  }

  /** The steps; empty if the constructor refused. */
  List<Recorded> steps() {
    return json.find("steps").map(Recorded::list).orElse(List.of());
  }

  /** The step that was refused: its gradients if they were recorded, else zeros. */
  Recorded refusedStep() {
    Recorded error = json.get("error");
    if (error.find("grads").isPresent()) {
      return error;
    }
    ObjectNode step = JsonNodeFactory.instance.objectNode();
    if (error.json() instanceof ObjectNode known) {
      step.setAll(known);
    }
    ObjectNode grads = step.putObject("grads");
    for (Parameter parameter : parameters()) {
      ArrayNode words = grads.putArray(parameter.name());
      for (int i = 0; i < parameter.value().size(); i++) {
        words.add(Bits.hex(dtype, 0));
      }
    }
    return new Recorded(error.path(), step);
  }

  /** Where the framework refused, {@code constructor} or {@code step k}; empty if it did not. */
  Optional<String> refusedAt() {
    return json.find("error").map(GoldenCase::place);
  }

  /** MegEngine's traces say after how many steps, or nothing for the constructor. */
  private static String place(Recorded error) {
    Optional<Recorded> at = error.find("at");
    Optional<Recorded> after = error.find("after_steps");
    return at.map(Recorded::text)
        .orElseGet(() -> after.map(steps -> "step " + steps.whole()).orElse("constructor"));
  }

  /** The loss that an LBFGS closure computes. */
  Optional<Recorded> closure() {
    return json.find("closure");
  }

  /** The order of the gradients, if the optimizer has one. */
  Optional<List<String>> parameterOrder() {
    return json.find("parameter_order").map(GoldenCase::names);
  }

  /** The state after the last step. */
  Optional<Recorded> finalState() {
    return json.find("state");
  }

  /** New parameters with their recorded first values, in the order of the groups. */
  List<Parameter> parameters() {
    Recorded params = json.get("params");
    List<Parameter> parameters = new ArrayList<>();
    for (String name : parameterNames()) {
      Recorded param = params.get(name);
      Tensor value = param.get("init").tensor(dtype, param.get("shape").shape());
      parameters.add(new Parameter(name, value));
    }
    return parameters;
  }

  /** Every parameter once, in the order of the groups. */
  private Set<String> parameterNames() {
    Set<String> names = new LinkedHashSet<>();
    groups().forEach(names::addAll);
    return names;
  }

  /** The options of the groups, in order: what was set in each. */
  List<Map<String, @Nullable Object>> groupOptions() {
    return json.get("groups").list().stream().map(GoldenCase::optionsOf).toList();
  }

  /** The groups' parameters, in order. */
  List<List<String>> groups() {
    return json.get("groups").list().stream().map(g -> names(g.get("params"))).toList();
  }

  /** The constructor's options. */
  Map<String, @Nullable Object> options() {
    return optionsOf(json);
  }

  /** The header as a definition. */
  Definition definition() {
    return new Definition(
        framework(),
        json.text("version", ""),
        api(),
        options(),
        parameterDefinitions(),
        groupDefinitions(),
        List.of(),
        0);
  }

  private List<ParameterDefinition> parameterDefinitions() {
    Recorded params = json.get("params");
    List<ParameterDefinition> definitions = new ArrayList<>();
    for (String name : parameterNames()) {
      List<Integer> shape = new ArrayList<>();
      for (int extent : params.get(name).get("shape").shape()) {
        shape.add(extent);
      }
      definitions.add(new ParameterDefinition(name, shape, ""));
    }
    return definitions;
  }

  private List<GroupDefinition> groupDefinitions() {
    List<GroupDefinition> definitions = new ArrayList<>();
    if (isFlat()) {
      return definitions;
    }
    List<List<String>> params = groups();
    List<Map<String, @Nullable Object>> options = groupOptions();
    for (int i = 0; i < params.size(); i++) {
      definitions.add(GroupDefinition.of(params.get(i), options.get(i)));
    }
    json.find("order_params").ifPresent(o -> definitions.add(GroupDefinition.order(names(o))));
    return definitions;
  }

  /** A flat list was passed: MindSpore says so; torch had one group without options. */
  private boolean isFlat() {
    Optional<Recorded> grouped = json.find("grouped");
    if (grouped.isPresent()) {
      return !grouped.get().json().booleanValue();
    }
    List<Map<String, @Nullable Object>> options = groupOptions();
    return options.size() == 1 && options.get(0).isEmpty();
  }

  private static Map<String, @Nullable Object> optionsOf(Recorded owner) {
    return owner.find("options").map(GoldenCase::plainMap).orElse(Map.of());
  }

  /** A JSON object as plain values, in order. */
  static Map<String, @Nullable Object> plainMap(Recorded object) {
    if (object.keys().isEmpty()) {
      return Map.of();
    }
    TypeReference<LinkedHashMap<String, @Nullable Object>> type = new TypeReference<>() {};
    return PLAIN.convertValue(object.json(), type);
  }

  private static List<String> names(Recorded list) {
    return list.list().stream().map(Recorded::text).toList();
  }
}
