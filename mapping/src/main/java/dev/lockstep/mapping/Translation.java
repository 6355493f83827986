package dev.lockstep.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a card between two recorded signatures: which of the target's options must be
 * stated, and their values.
 *
 * @param card the card
 * @param source signature of the source
 * @param target signature of the target
 */
public record Translation(Card card, RecordedSignature source, RecordedSignature target) {

  /** See {@link Card#convert}. */
  public Map<String, @Nullable Object> options(Settings given) {
    Settings full = given.over(source.defaults());
    Map<String, @Nullable Object> fixed = card.fixed(full);
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    for (RecordedOption option : target.settings()) {
      if (fixed.containsKey(option.name())) {
        put(options, option, fixed.get(option.name()), true);
      } else {
        card.target(option.name())
            .filter(argument -> full.known().keySet().containsAll(argument.from()))
            .ifPresent(
                argument -> put(options, option, value(argument, full), states(given, argument)));
      }
    }
    return options;
  }

  /**
   * Whether a port must write this argument although the call does not state what it comes from: a
   * constant, or a default that differs on the other side.
   */
  public boolean mustState(Argument argument) {
    RecordedOption option = argument.to().flatMap(target::option).orElseThrow();
    Settings defaults = Settings.of(source.defaults());
    if (!defaults.known().keySet().containsAll(argument.from())) {
      return true;
    }
    return !option.isDefault(option.coerce(value(argument, defaults)));
  }

  private static boolean states(Settings given, Argument argument) {
    return argument.from().stream().anyMatch(given.known()::containsKey);
  }

  private static void put(
      Map<String, @Nullable Object> options,
      RecordedOption option,
      @Nullable Object value,
      boolean stated) {
    Object coerced = option.coerce(value);
    if (stated || !option.isDefault(coerced)) {
      options.put(option.name(), coerced);
    }
  }

  private static @Nullable Object value(Argument argument, Settings full) {
    if (argument.isConstant()) {
      return argument.constant();
    }
    List<@Nullable Object> values = new ArrayList<>();
    argument.from().forEach(name -> values.add(full.known().get(name)));
    return argument.as().apply(values);
  }
}
