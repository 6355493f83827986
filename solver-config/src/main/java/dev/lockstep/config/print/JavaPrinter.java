package dev.lockstep.config.print;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.core.OptionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A definition as a Java class of the facade of its framework, with a method {@code make} that
 * takes the parameters by name.
 *
 * <p>Options are printed as settings read from plain values ({@link OptionKey#read}), which is what
 * every option type understands.
 *
 * <p>Threads: stateless.
 */
public final class JavaPrinter {
  private final Definition definition;
  private final Class<?> type;

  private JavaPrinter(Definition definition) {
    this.definition = Resolved.of(definition);
    Api api = Api.get(definition.framework(), definition.api());
    this.type = api.type();
  }

  /**
   * The class.
   *
   * @param name its name
   * @throws DefinitionException if an option is a schedule or another object: build such a
   *     definition with {@link dev.lockstep.config.Builder}
   */
  public static String print(Definition definition, String name) {
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
          /** Makes the optimizer; the parameters are looked up by name. */
          public static %s make(Map<String, Parameter> parameters) {
        %s  }

          private static Option set(String name, Object value) {
            for (OptionKey<?> key : %s) {
              if (key.name().equals(name)) {
                return read(key, value);
              }
            }
            return read(%s, value);
          }

          private static <T> Option read(OptionKey<T> key, Object value) {
            return key.is(key.read(value));
          }
        }
        """
        .formatted(name, type.getName(), body(), type.getName() + ".SIGNATURE.keys()", otherKeys());
  }

  /** Where the keys of groups are that the constructor does not have. */
  private String otherKeys() {
    return type.getName().contains("mindspore.nn.")
        ? "dev.lockstep.mindspore.nn.Optimizer.GROUP_SIGNATURE.key(name)"
        : type.getName() + ".SIGNATURE.key(name)";
  }

  private String body() {
    StringBuilder out = new StringBuilder();
    List<SchedulerDefinition> schedulers = definition.schedulers();
    if (!schedulers.isEmpty()) {
      throw new DefinitionException(
          "schedulers are not printed as Java; use Builder.scheduler for " + schedulers);
    }
    out.append("    List<? extends Trainable> params =\n        List.of(");
    out.append(String.join(",\n            ", params())).append(");\n");
    out.append("    return new ").append(type.getName()).append("(params");
    definition
        .options()
        .forEach((key, value) -> out.append(",\n        ").append(setting(key, value)));
    return out.append(");\n").toString();
  }

  private List<String> params() {
    if (definition.groups().isEmpty()) {
      return definition.parameters().stream()
          .map(ParameterDefinition::name)
          .map(JavaPrinter::parameter)
          .toList();
    }
    return definition.groups().stream().map(this::group).toList();
  }

  private String group(GroupDefinition group) {
    if (group.isOrder()) {
      return "Group.of(List.of(), dev.lockstep.mindspore.MindSporeOptions.ORDER_PARAMS.is(new"
          + " dev.lockstep.mindspore.OrderParams(List.of("
          + parameters(group.orderParams())
          + "))))";
    }
    StringBuilder out = new StringBuilder("Group.of(List.of(");
    out.append(parameters(group.params())).append(")");
    group.options().forEach((key, value) -> out.append(", ").append(setting(key, value)));
    return out.append(")").toString();
  }

  private static String parameters(List<String> names) {
    return names.stream().map(JavaPrinter::parameter).collect(Collectors.joining(", "));
  }

  private static String parameter(String name) {
    return "parameters.get(" + PythonPrinter.text(name) + ")";
  }

  private static String setting(String key, @Nullable Object value) {
    return "set(" + PythonPrinter.text(key) + ", " + value(key, value) + ")";
  }

  private static String value(String key, @Nullable Object value) {
    if (value instanceof List<?> list) {
      List<String> elements = new ArrayList<>();
      list.forEach(element -> elements.add(value(key, element)));
      return "Arrays.asList(" + String.join(", ", elements) + ")";
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return number.isNaN() ? "Double.NaN" : "Double.parseDouble(\"" + number + "\")";
    }
    if (value instanceof Map<?, ?>) {
      throw new DefinitionException(
          key + " is no plain value and is not printed as Java: " + value);
    }
    return value instanceof String text ? PythonPrinter.text(text) : String.valueOf(value);
  }
}
