package dev.lockstep.config.print;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.LR_SCHEDULER;

import dev.lockstep.config.Api;
import dev.lockstep.config.Builder;
import dev.lockstep.config.ClippingDefinition;
import dev.lockstep.config.Definition;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.PetDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.StepApis;
import dev.lockstep.config.TensorValue;
import dev.lockstep.mapping.Card;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A definition as a Python module for its own framework: the facts as constants, then a function
 * {@code make(named)} that takes the parameters by name and returns the optimizer and its
 * schedulers; {@code clip}, {@code make_scaler}, {@code before_step} and {@code ACCUMULATION} if
 * the definition has them.
 *
 * <p>Threads: stateless.
 */
public final class PythonPrinter {
  /** Options that the frameworks want as tuples. */
  private static final Set<String> TUPLES =
      Set.of("betas", "etas", "step_sizes", "eps", "ns_coefficients");

  private static final List<String> FRAMEWORKS =
      List.of("torch", "mindspore", "oneflow", "megengine");

  private final Definition definition;
  private final Definition start;

  private PythonPrinter(Definition definition) {
    this.definition = Resolved.of(definition);
    this.start = Builder.atStart(this.definition);
  }

  /**
   * The module.
   *
   * @throws DefinitionException if the framework has no Python API that Lockstep prints
   */
  public static String print(Definition definition) {
    PetDefinition.refusePrinting(definition);
    if (!FRAMEWORKS.contains(definition.framework())) {
      throw new DefinitionException(
          "Python is printed for %s, got %s"
              .formatted(String.join(", ", FRAMEWORKS), definition.framework()));
    }
    return new PythonPrinter(definition).module();
  }

  private String module() {
    String body = body();
    StringBuilder out = new StringBuilder();
    if (body.contains("math.")) {
      out.append("import math\n\n");
    }
    out.append("import ").append(definition.framework()).append("\n");
    modules().forEach(module -> out.append("import ").append(module).append("\n"));
    return out.append(body).toString();
  }

  private String body() {
    StringBuilder out = new StringBuilder();
    out.append("\nFRAMEWORK_VERSION = ").append(text(definition.version())).append("\n");
    out.append("STEPS_PER_EPOCH = ").append(definition.stepsPerEpoch()).append("\n");
    if (definition.step().accumulation() > 1) {
      out.append("ACCUMULATION = ").append(definition.step().accumulation()).append("\n");
    }
    out.append("PARAMETERS = [\n");
    for (ParameterDefinition parameter : definition.parameters()) {
      out.append("    (")
          .append(text(parameter.name()))
          .append(", ")
          .append(value(parameter.shape()))
          .append(", ")
          .append(text(parameter.kind()))
          .append("),\n");
    }
    out.append("]\n\n\ndef make(named):\n");
    out.append("    parameters = dict(named)\n");
    optimizer(out);
    List<String> schedulers = new ArrayList<>();
    for (SchedulerDefinition scheduler : definition.schedulers()) {
      String name = "scheduler" + schedulers.size();
      out.append("    ").append(name).append(" = ");
      out.append(scheduler(scheduler.api(), scheduler.args())).append("\n");
      schedulers.add(name);
    }
    out.append("    return optimizer, [").append(String.join(", ", schedulers)).append("]\n");
    return out.append(clip()).append(scaler()).append(decays()).toString();
  }

  private String clip() {
    List<ClippingDefinition> limits = definition.step().clipping();
    if (limits.isEmpty()) {
      return "";
    }
    boolean inPlace = definition.framework().equals("torch");
    String held = inPlace ? "parameters" : "gradients";
    StringBuilder out = new StringBuilder("\n\ndef clip(" + held + "):\n");
    for (ClippingDefinition limit : limits) {
      String full = StepApis.fullName(definition.framework(), limit.api());
      String args = keywords(limit.args());
      out.append("    ");
      if (inPlace) {
        out.append(limit.each() ? "for parameter in parameters:\n        " : "");
        out.append("%s(%s, %s)\n".formatted(full, limit.each() ? "parameter" : held, args));
      } else if (limit.each()) {
        out.append("gradients = [%s([g], %s)[0] for g in gradients]\n".formatted(full, args));
      } else {
        out.append("gradients = %s(gradients, %s)\n".formatted(full, args));
      }
    }
    return out.append(inPlace ? "" : "    return gradients\n").toString();
  }

  private String scaler() {
    return definition
        .step()
        .lossScale()
        .map(
            scale ->
                "\n\ndef make_scaler():\n    return %s(%s)\n"
                    .formatted(
                        StepApis.fullName(definition.framework(), scale.api()),
                        keywords(scale.args())))
        .orElse("");
  }

  private String decays() {
    Map<Integer, Object> moving = MovingDecays.of(definition);
    if (moving.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("\n\ndef before_step(optimizer, step):\n");
    moving.forEach(
        (group, function) ->
            out.append(
                "    optimizer.param_groups[%s][\"weight_decay\"] = (%s)(step)\n"
                    .formatted(group, value(function))));
    return out.toString();
  }

  /** Packages that are not loaded with the framework. */
  private List<String> modules() {
    String full = Api.fullName(definition.framework(), definition.api());
    boolean experimental = full.startsWith("mindspore.experimental.");
    boolean mint = full.startsWith("mindspore.mint.");
    List<String> modules = new ArrayList<>();
    if (experimental || mint) {
      modules.add(experimental ? "mindspore.experimental.optim" : "mindspore.mint.optim");
    }
    if (definition.framework().equals("megengine")) {
      modules.add("megengine.optimizer");
    }
    if (definition.step().lossScale().isPresent()) {
      modules.add(definition.framework() + ".amp");
    }
    return modules;
  }

  private void optimizer(StringBuilder out) {
    String full = Api.fullName(definition.framework(), definition.api());
    out.append("    optimizer = ").append(full).append("(\n");
    if (definition.groups().isEmpty() && !isJob()) { // a job knows variables by their names
      List<String> names = definition.parameters().stream().map(ParameterDefinition::name).toList();
      out.append("        ").append(params(names)).append(",\n");
    } else if (!isJob()) {
      out.append("        [\n");
      for (GroupDefinition group : start.groups()) {
        out.append("            ").append(group(group)).append(",\n");
      }
      out.append("        ],\n");
    }
    start
        .options()
        .forEach(
            (name, value) -> out.append("        %s=%s,\n".formatted(name, option(name, value))));
    out.append("    )\n");
  }

  private String group(GroupDefinition group) {
    if (group.isOrder()) {
      return "{\"order_params\": " + params(group.orderParams()) + "}";
    }
    StringBuilder out = new StringBuilder("{\"params\": ").append(params(group.params()));
    group
        .options()
        .forEach((key, value) -> out.append(", \"%s\": %s".formatted(key, option(key, value))));
    return out.append("}").toString();
  }

  private static String params(List<String> names) {
    return names.stream()
        .map(name -> "parameters[" + text(name) + "]")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String scheduler(String api, Map<String, @Nullable Object> args) {
    String full = Api.schedulerName(definition.framework(), api);
    StringBuilder out = new StringBuilder(full).append("(optimizer");
    args.forEach((name, value) -> out.append(", %s=%s".formatted(name, value(value))));
    return out.append(")").toString();
  }

  /** Whether the optimizer is one of OneFlow's job functions. */
  private boolean isJob() {
    return Card.isOfJob(Api.fullName(definition.framework(), definition.api()));
  }

  private String option(String name, @Nullable Object value) {
    if (name.equals(LR_SCHEDULER.name()) && !(value instanceof Map)) {
      String rates = value instanceof List<?> list ? value(list) : "[" + value(value) + "]";
      return "oneflow.optimizer.PiecewiseConstantScheduler(%s, %s)"
          .formatted(value instanceof List<?> list ? boundaries(list.size()) : "[]", rates);
    }
    return value instanceof List<?> list && TUPLES.contains(name) ? tuple(list) : value(value);
  }

  private static String boundaries(int pieces) {
    return IntStream.range(0, pieces - 1).boxed().toList().toString();
  }

  private String tuple(List<?> list) {
    String inside = list.stream().map(this::value).collect(Collectors.joining(", "));
    return list.size() == 1 ? "(" + inside + ",)" : "(" + inside + ")";
  }

  private String value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::value).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Boolean on) {
      return on ? "True" : "False";
    }
    if (value instanceof Double number) {
      return real(number);
    }
    return value == null ? "None" : value instanceof String text ? text(text) : value.toString();
  }

  private String object(Map<?, ?> map) {
    if (map.get("schedule") instanceof String schedule) {
      String full = Api.fullName(definition.framework(), schedule);
      return full + "(" + keywords(map.get("args")) + ")";
    }
    if (map.get("api") instanceof String api) {
      return scheduler(api, named(map.get("args")));
    }
    if (map.get("list") instanceof List<?> list) {
      return value(list);
    }
    if (map.get("tuple") instanceof List<?> list) {
      return tuple(list);
    }
    if (map.get("fn") instanceof String fn) {
      return function(fn, map);
    }
    if (TensorValue.is(map) && Set.of("torch", "mindspore").contains(definition.framework())) {
      return tensor(map);
    }
    throw new DefinitionException("cannot be printed as Python: " + map);
  }

  private String tensor(Map<?, ?> map) {
    String type = map.get("dtype") instanceof String named ? named : "float32";
    if (definition.framework().equals("mindspore")) {
      return "mindspore.Tensor(%s, mindspore.%s)".formatted(value(map.get("tensor")), type);
    }
    String typed = type.equals("float32") ? "" : ", dtype=torch." + type;
    return "torch.tensor(%s%s)".formatted(value(map.get("tensor")), typed);
  }

  private String function(String fn, Map<?, ?> map) {
    return switch (fn) {
      case "pow" -> "lambda epoch: %s**epoch".formatted(value(map.get("base")));
      case "inverse" -> "lambda epoch: 1 / (1 + %s * epoch)".formatted(value(map.get("k")));
      case "warm" ->
          "lambda epoch: %1$s + (1 - %1$s) * (min(epoch, %2$s) / %2$s)"
              .formatted(value(map.get("start")), value(map.get("n")));
      case "table" ->
          "lambda epoch: (lambda table: table[min(epoch, len(table) - 1)])(%s)"
              .formatted(value(map.get("values")));
      case "pet" -> PetFactor.python(map, this::value);
      case "const" -> "lambda epoch: %s".formatted(value(map.get("value")));
      default -> throw new DefinitionException("cannot be printed as Python: " + map);
    };
  }

  private String keywords(@Nullable Object args) {
    return named(args).entrySet().stream()
        .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Map<String, @Nullable Object> named(@Nullable Object args) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    if (args instanceof Map<?, ?> map) {
      map.forEach((key, value) -> named.put(String.valueOf(key), value));
    }
    return named;
  }

  private static String real(double number) {
    if (Double.isFinite(number)) {
      return Double.toString(number).replace('E', 'e');
    }
    return "float(\"" + (Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf") + "\")";
  }

  /** A Python text; what is not plain ASCII is escaped. */
  static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
