package dev.lockstep.config.print;

import dev.lockstep.config.Api;
import dev.lockstep.config.Builder;
import dev.lockstep.config.ClippingDefinition;
import dev.lockstep.config.Definition;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.JobTraining;
import dev.lockstep.config.LossScaleDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.PetDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.StepApis;
import dev.lockstep.config.TensorValue;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.nn.DynamicLr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A definition as a Java class of the facade of its framework: {@code make} takes the parameters by
 * name, {@code schedulers} the optimizer; {@code clipping}, {@code lossScaler} and {@code
 * ACCUMULATION} are there if the definition has them.
 *
 * <p>Options are printed as settings of plain values ({@link OptionKey#setting}), which is what
 * every option type understands.
 *
 * <p>Threads: stateless.
 */
public final class JavaPrinter {
  private static final String GROUP_KEYS = "dev.lockstep.mindspore.nn.Optimizer.GROUP_SIGNATURE";

  private final Definition definition;
  private final Definition start;
  private final Api api;

  private JavaPrinter(Definition definition) {
    this.definition = Resolved.of(definition);
    this.start = Builder.atStart(this.definition);
    this.api = Api.get(definition.framework(), definition.api());
  }

  /**
   * The class.
   *
   * @param name its name
   * @throws DefinitionException if the framework has no optimizers of its own, or a value has no
   *     Java form
   */
  public static String print(Definition definition, String name) {
    PetDefinition.refusePrinting(definition);
    return new JavaPrinter(definition).unit(name);
  }

  private String unit(String name) {
    return """
        import dev.lockstep.core.Group;
        import dev.lockstep.core.Option;
        import dev.lockstep.core.OptionKey;
        import dev.lockstep.core.Parameter;
        import dev.lockstep.core.Trainable;
        import java.util.Arrays;
        import java.util.List;
        import java.util.Map;

        /** Made by lockstep convert. */
        public final class %s {
        %s  private static <T> Option set(OptionKey<T> key, Object value) {
            return key.setting(value);
          }
        }
        """
        .formatted(name, make() + schedulers() + decays() + step());
  }

  private String make() {
    return JobTraining.is(api)
        ? JobPrinter.make(made(api, "", definition.options()))
        : overParameters();
  }

  private String overParameters() {
    return """
          /** Makes the optimizer; the parameters are looked up by name. */
          public static %1$s make(Map<String, Parameter> parameters) {
            List<? extends Trainable> params =
                List.of(%2$s);
            return new %1$s(params%3$s);
          }

        """
        .formatted(
            api.type().getName(),
            String.join(",\n            ", params()),
            settings(start.options(), key -> key(api, key)));
  }

  /** The expression of an option's key. */
  private interface Keys {
    Optional<String> of(String name);
  }

  private static Optional<String> key(Api api, String name) {
    String home = api.type().getName() + ".SIGNATURE.key(";
    return api.signature().find(name).map(key -> home + PythonPrinter.text(name) + ")");
  }

  private String settings(Map<String, @Nullable Object> options, Keys keys) {
    StringBuilder out = new StringBuilder();
    options.forEach(
        (name, value) -> {
          String key =
              keys.of(name)
                  .orElseThrow(() -> new DefinitionException(name + " has no Java form here"));
          if (value != null || isOptional(name)) {
            out.append(",\n        set(").append(key).append(", ").append(value(value)).append(")");
          }
        });
    return out.toString();
  }

  private boolean isOptional(String name) {
    return api.signature().find(name).map(OptionKey::type).stream()
        .anyMatch(type -> type == OptionalDouble.class);
  }

  private List<String> params() {
    if (definition.groups().isEmpty()) {
      return definition.parameters().stream()
          .map(ParameterDefinition::name)
          .map(JavaPrinter::parameter)
          .toList();
    }
    return start.groups().stream().map(this::group).toList();
  }

  private String group(GroupDefinition group) {
    if (group.isOrder()) {
      return "Group.of(List.of(), dev.lockstep.mindspore.MindSporeOptions.ORDER_PARAMS.is(new"
          + " dev.lockstep.mindspore.OrderParams(List.of("
          + parameters(group.orderParams())
          + "))))";
    }
    Keys keys = name -> key(api, name).or(() -> Optional.of(groupKey(name)));
    return "Group.of(List.of(%s)%s)"
        .formatted(parameters(group.params()), settings(group.options(), keys));
  }

  /** Where the keys of groups are that the constructor does not have. */
  private static String groupKey(String name) {
    return GROUP_KEYS + ".key(" + PythonPrinter.text(name) + ")";
  }

  private static String parameters(List<String> names) {
    return names.stream().map(JavaPrinter::parameter).collect(Collectors.joining(", "));
  }

  private static String parameter(String name) {
    return "parameters.get(" + PythonPrinter.text(name) + ")";
  }

  private String schedulers() {
    if (definition.schedulers().isEmpty()) {
      return "";
    }
    List<String> made = new ArrayList<>();
    for (SchedulerDefinition scheduler : definition.schedulers()) {
      made.add(scheduler(scheduler.api(), scheduler.args()));
    }
    return """
          /** Makes the schedulers; each is to be stepped. */
          public static List<Object> schedulers(%s optimizer) {
            return List.of(%s);
          }

        """
        .formatted(api.type().getName(), String.join(", ", made));
  }

  private String decays() {
    Map<Integer, Object> moving = MovingDecays.of(definition);
    if (moving.isEmpty()) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    moving.forEach(
        (group, function) ->
            lines.append(
                "    optimizer.paramGroups().get(%s).set(%s);\n"
                    .formatted(group, decay(function))));
    return """
          /** Sets the weight decays of a step, counted from 0, before it. */
          public static void beforeStep(%s optimizer, int step) {
        %s  }

        """
        .formatted(api.type().getName(), lines);
  }

  private String decay(Object function) {
    String value = value(function) + ".applyAsDouble(step)";
    return definition.framework().equals("torch")
        ? "dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY, " + value
        : "dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY,"
            + " dev.lockstep.mindspore.WeightDecay.of(%s)".formatted(value);
  }

  private String scheduler(String name, Map<String, @Nullable Object> args) {
    return made(Api.scheduler(definition.framework(), name), "optimizer", args);
  }

  /** A constructor call: what comes first, then the settings. */
  private String made(Api made, String first, Map<String, @Nullable Object> args) {
    String settings = settings(args, name -> key(made, name));
    String all = first.isEmpty() ? settings.replaceFirst("^,\\s*", "") : first + settings;
    return "new %s(%s)".formatted(made.type().getName(), all);
  }

  private String step() {
    StringBuilder out = new StringBuilder();
    if (!definition.step().clipping().isEmpty()) {
      out.append(
          """
            /** The limits of gradients before a step, in their order. */
            public static List<dev.lockstep.core.Clipping> clipping() {
              return List.of(%s);
            }

          """
              .formatted(limits()));
    }
    definition.step().lossScale().ifPresent(scale -> out.append(lossScaler(scale)));
    if (definition.step().accumulation() > 1) {
      out.append(
          "  /** Backward passes for one step. */\n  public static final int ACCUMULATION = %s;\n\n"
              .formatted(definition.step().accumulation()));
    }
    return out.toString();
  }

  private String limits() {
    List<String> limits = new ArrayList<>();
    for (ClippingDefinition limit : definition.step().clipping()) {
      String all = made(stepApi(limit.api()), "", limit.args());
      limits.add(limit.each() ? each(all) : all);
    }
    return String.join(", ", limits);
  }

  private static String each(String limit) {
    return "all -> { var one = %s; all.forEach(g -> one.apply(List.of(g))); }".formatted(limit);
  }

  private String lossScaler(LossScaleDefinition scale) {
    return """
          /** A loss scale at its first value. */
          public static dev.lockstep.core.LossScaler lossScaler() {
            return %s;
          }

        """
        .formatted(made(stepApi(scale.api()), "", scale.args()));
  }

  private Api stepApi(String name) {
    String full = StepApis.fullName(definition.framework(), name);
    return Api.find(full).orElseThrow(() -> new DefinitionException("there is no " + full));
  }

  private String value(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream()
          .map(this::value)
          .collect(Collectors.joining(", ", "Arrays.asList(", ")"));
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return number.isNaN() ? "Double.NaN" : "Double.parseDouble(\"" + number + "\")";
    }
    if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    return value instanceof String text ? PythonPrinter.text(text) : String.valueOf(value);
  }

  private String object(Map<?, ?> map) {
    if (map.get("schedule") instanceof String schedule) {
      return cell(schedule, named(map.get("args")));
    }
    if (map.get("api") instanceof String name) {
      return scheduler(name, named(map.get("args")));
    }
    for (String held : List.of("list", "tuple")) {
      if (map.get(held) instanceof List<?> list) {
        return value(list);
      }
    }
    if (map.get("fn") instanceof String) {
      return "dev.lockstep.config.Builder.function(" + entries(map) + ")";
    }
    if (TensorValue.is(map)) {
      return "dev.lockstep.config.TensorValue.tensor(" + entries(map) + ")";
    }
    throw new DefinitionException("cannot be printed as Java: " + map);
  }

  private String cell(String schedule, Map<String, @Nullable Object> args) {
    String full = Api.fullName(definition.framework(), schedule);
    Optional<Signature> function = DynamicLr.find(full);
    if (function.isEmpty()) {
      return made(Api.get(definition.framework(), schedule), "", args);
    }
    String found =
        "dev.lockstep.mindspore.nn.DynamicLr.find(%s).orElseThrow()"
            .formatted(PythonPrinter.text(full));
    Keys keys = name -> Optional.of(found + ".key(" + PythonPrinter.text(name) + ")");
    return "dev.lockstep.mindspore.nn.DynamicLr.list(%s%s)".formatted(found, settings(args, keys));
  }

  private String entries(Map<?, ?> map) {
    return map.entrySet().stream()
        .map(e -> "Map.entry(%s, %s)".formatted(value(e.getKey()), value(e.getValue())))
        .collect(Collectors.joining(", ", "Map.ofEntries(", ")"));
  }

  private static Map<String, @Nullable Object> named(@Nullable Object args) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    if (args instanceof Map<?, ?> map) {
      map.forEach((key, value) -> named.put(String.valueOf(key), value));
    }
    return named;
  }
}
