package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.Betas;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;

/** The checks that most of MegEngine's constructors share. NaN fails them. */
final class Checks {
  private Checks() {}

  /** The number is at least 0; {@code called} is what MegEngine calls it in its message. */
  static void atLeastZero(Options options, OptionKey<Double> key, String called) {
    double value = options.get(key);
    Optimizer.require(value >= 0, "Invalid %s: %s, must be at least 0", called, value);
  }

  /** Rate and decay. */
  static void rateAndDecay(Options options) {
    atLeastZero(options, MegEngineOptions.LR, "learning rate");
    atLeastZero(options, MegEngineOptions.WEIGHT_DECAY, "weight_decay value");
  }

  /** Both betas are in [0, 1). */
  static void betas(Betas betas) {
    beta(0, betas.beta1());
    beta(1, betas.beta2());
  }

  private static void beta(int index, double beta) {
    Optimizer.require(
        beta >= 0 && beta < 1,
        "Invalid beta parameter at index %d: %s, must be in [0, 1)",
        index,
        beta);
  }
}
