package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;

/** The checks that most of MegEngine's constructors share. NaN fails them. */
final class Checks {
  private Checks() {}

  /** Rate and decay. */
  static void rateAndDecay(Options options) {
    OptionChecks.atLeastZero(options, MegEngineOptions.LR, "learning rate");
    OptionChecks.atLeastZero(options, MegEngineOptions.WEIGHT_DECAY, "weight_decay value");
  }
}
