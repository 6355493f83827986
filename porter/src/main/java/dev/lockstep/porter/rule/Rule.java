package dev.lockstep.porter.rule;

import java.util.Locale;

/** One rule of the port. Stateless. */
public interface Rule {
  /** Decides on its places of a file. */
  void apply(FilePort port);

  /** The id in reports and marks, from the class name: {@code training-step}. */
  default String id() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
