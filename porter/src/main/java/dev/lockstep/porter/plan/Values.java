package dev.lockstep.porter.plan;

import dev.lockstep.mapping.Settings;
import dev.lockstep.porter.program.BoundCall;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Evaluator;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of a call as cards want them: known values apart from symbolic ones. */
public final class Values {
  private Values() {}

  /**
   * What a call states. A default of the command line may be overridden, so it counts as symbolic.
   */
  public static Settings settings(BoundCall bound, Evaluator evaluator) {
    Map<String, @Nullable Object> known = new HashMap<>();
    Set<String> symbolic = new HashSet<>();
    Map<String, List<Node>> values = new LinkedHashMap<>();
    bound.given().forEach((option, argument) -> values.put(option, List.of(argument.value())));
    values.putAll(bound.spread());
    values.forEach(
        (option, nodes) -> {
          Value value = nodes.size() == 1 ? evaluator.value(nodes.get(0)) : Value.UNKNOWN;
          boolean sure = value.certain() && !bound.spread().containsKey(option);
          Optional<Plain> plain = sure ? plain(value) : Optional.empty();
          plain.ifPresentOrElse(p -> known.put(option, p.value()), () -> symbolic.add(option));
        });
    return new Settings(known, symbolic);
  }

  /**
   * The options of a call by their values, defaults of the command line included; for a preview.
   */
  public static Map<String, @Nullable Object> preview(
      Map<String, Argument> given, Evaluator evaluator) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    given.forEach(
        (option, argument) ->
            plain(evaluator.value(argument.value())).ifPresent(p -> known.put(option, p.value())));
    return known;
  }

  /** A plain value, which may be null for None. */
  public record Plain(@Nullable Object value) {}

  /** A value as data; empty if a part of it is not known. */
  public static Optional<Plain> plain(Value value) {
    if (!value.known()) {
      return Optional.empty();
    }
    Object constant = value.constant().orElseThrow();
    if (constant == Value.NONE) {
      return Optional.of(new Plain(null));
    }
    if (!(constant instanceof List<?> list)) {
      return Optional.of(new Plain(constant));
    }
    List<@Nullable Object> plain = new ArrayList<>();
    for (Object element : list) {
      Optional<Plain> part = plain((Value) element);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      plain.add(part.get().value());
    }
    return Optional.of(new Plain(plain));
  }
}
