package dev.lockstep.config.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is passed as parameters: a list of names and patterns, a bare name, or {@code {"tuple":
 * [...]}}, {@code {"set": [...]}}, {@code {"generator": [...]}} for what a script passes so. An
 * entry {@code {"named": "fc.bias"}} is a pair of name and parameter.
 *
 * @param kind how they are held
 * @param names the names and patterns
 * @param named how many of them are pairs
 * @param foreign the first entry that is no parameter
 */
record ParamsValue(Kind kind, List<String> names, int named, Optional<Object> foreign) {
  /** How parameters are held. */
  enum Kind {
    ABSENT,
    LIST,
    BARE,
    TUPLE,
    SET,
    GENERATOR,
    OTHER
  }

  static ParamsValue of(@Nullable Object data) {
    if (data == null) {
      return new ParamsValue(Kind.ABSENT, List.of(), 0, Optional.empty());
    }
    if (data instanceof List<?> list) {
      return of(Kind.LIST, list);
    }
    if (data instanceof String name) {
      return of(Kind.BARE, List.of(name));
    }
    for (Kind kind : List.of(Kind.TUPLE, Kind.SET, Kind.GENERATOR)) {
      String key = kind.name().toLowerCase(java.util.Locale.ROOT);
      if (data instanceof Map<?, ?> map && map.get(key) instanceof List<?> list) {
        return of(kind, list);
      }
    }
    return new ParamsValue(Kind.OTHER, List.of(), 0, Optional.of(data));
  }

  private static ParamsValue of(Kind kind, List<?> entries) {
    List<String> names = new ArrayList<>();
    int named = 0;
    Object foreign = null;
    for (Object entry : entries) {
      if (entry instanceof String name) {
        names.add(name);
      } else if (entry instanceof Map<?, ?> map && map.get("named") instanceof String name) {
        names.add(name);
        named++;
      } else if (foreign == null) {
        foreign = entry == null ? "None" : entry;
      }
    }
    return new ParamsValue(kind, List.copyOf(names), named, Optional.ofNullable(foreign));
  }
}
