package dev.lockstep.oneflow.optimizer;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of variables, in full or as patterns.
 *
 * @param names the names
 */
public record Names(List<String> names) {
  public Names {
    names = List.copyOf(names);
  }

  /** These names. */
  public static Names of(String... names) {
    return new Names(List.of(names));
  }

  /** This one alone. */
  public static Names one(String name) {
    return new Names(List.of(name));
  }

  /** Whether the name is one of these. */
  boolean has(String name) {
    return names.contains(name);
  }

  /** Whether one of these, as a pattern, is found in the name: a part of it is enough. */
  boolean matches(String name) {
    return names.stream().anyMatch(pattern -> Pattern.compile(pattern).matcher(name).find());
  }
}
