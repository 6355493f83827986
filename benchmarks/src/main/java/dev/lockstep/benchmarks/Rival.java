package dev.lockstep.benchmarks;

import java.util.List;

/**
 * A contestant as the race knows it: a name and how to start its process.
 *
 * @param name the name in tables and on the command line
 * @param command program and arguments, to which the optimizer and the number of threads are added
 * @param missing why it cannot take part on this machine; empty if it can
 * @param core whether it also runs where memory is short (the largest layout)
 */
public record Rival(String name, List<String> command, String missing, boolean core) {
  /** A contestant that this machine does not have. */
  static Rival missing(String name, String why) {
    return new Rival(name, List.of(), why, false);
  }

  /** True if this is Lockstep itself. */
  boolean isOurs() {
    return name.startsWith("lockstep");
  }
}
