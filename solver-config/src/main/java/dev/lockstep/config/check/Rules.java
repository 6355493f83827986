package dev.lockstep.config.check;

import java.util.function.Consumer;

/** Rules about a whole definition. An implementation has a constructor without arguments. */
interface Rules {
  /** Reports every break. */
  void check(Draft draft, Consumer<Problem> out);
}
