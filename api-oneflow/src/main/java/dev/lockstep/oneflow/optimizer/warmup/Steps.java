package dev.lockstep.oneflow.optimizer.warmup;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;

/** The length that both warm-ups have. */
final class Steps {
  static final OptionKey<Integer> KEY = OptionKey.of("steps", Integer.class);

  private Steps() {}

  /** The length, above 0. */
  static int of(Options options) {
    int steps = options.get(KEY);
    if (steps <= 0) {
      throw new OptionException("warmup: steps must be above 0, got " + steps);
    }
    return steps;
  }
}
