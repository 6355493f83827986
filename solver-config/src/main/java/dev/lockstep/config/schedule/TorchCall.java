package dev.lockstep.config.schedule;

import dev.lockstep.config.Api;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of a torch scheduler's definition, its defaults included. */
final class TorchCall {
  private final SchedulerDefinition definition;
  private final Signature signature;

  TorchCall(SchedulerDefinition definition) {
    this.definition = definition;
    this.signature = Api.scheduler("torch", definition.api()).signature();
  }

  /** The class: {@code StepLR}. */
  String name() {
    return signature.simpleName();
  }

  SchedulerDefinition definition() {
    return definition;
  }

  /** The given value or the default; null if there is neither. */
  @Nullable Object get(String argument) {
    Object given = definition.args().get(argument);
    OptionKey<?> key = signature.key(argument);
    return given != null
        ? given
        : signature.defaults().has(key) ? signature.defaults().get(key) : null;
  }

  /** The value that was given; empty if there is no such argument, or none was given. */
  Optional<Object> find(String argument) {
    return Optional.ofNullable(definition.args().get(argument));
  }

  double real(String argument) {
    return get(argument) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  int whole(String argument) {
    return get(argument) instanceof Number number ? number.intValue() : 0;
  }

  boolean isTrue(String argument) {
    return Boolean.TRUE.equals(get(argument));
  }

  /** Whether the scheduler goes on from an epoch instead of starting. */
  boolean resumes() {
    return definition.args().get("last_epoch") instanceof Number epoch && epoch.intValue() != -1;
  }

  /** A list of whole numbers, also one in a tuple. */
  List<Integer> wholes(String argument) {
    Object value = get(argument);
    Object list = value instanceof Map<?, ?> map ? map.get("tuple") : value;
    List<Integer> wholes = new ArrayList<>();
    if (list instanceof List<?> numbers) {
      numbers.forEach(
          number -> wholes.add(number instanceof Number n ? n.intValue() : Integer.MIN_VALUE));
    }
    return wholes;
  }

  /** The schedulers of a composition; empty for others. */
  List<TorchCall> children() {
    List<TorchCall> children = new ArrayList<>();
    if (definition.args().get("schedulers") instanceof List<?> list) {
      for (Object child : list) {
        if (child instanceof Map<?, ?> map && map.get("api") instanceof String api) {
          children.add(new TorchCall(new SchedulerDefinition(api, named(map.get("args")))));
        }
      }
    }
    return children;
  }

  private static Map<String, @Nullable Object> named(@Nullable Object args) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    if (args instanceof Map<?, ?> map) {
      map.forEach((key, value) -> named.put(String.valueOf(key), value));
    }
    return named;
  }
}
