package dev.lockstep.oneflow.optim;

import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;

/** The checks that most of OneFlow's constructors share. NaN fails them. */
final class Checks {
  private Checks() {}

  /** Rate, decay and epsilon of most optimizers. */
  static void rateDecayEpsilon(Options options) {
    OptionChecks.atLeastZero(options, OneFlowOptions.LR, "learning rate");
    OptionChecks.atLeastZero(options, OneFlowOptions.EPS, "epsilon value");
    OptionChecks.atLeastZero(options, OneFlowOptions.WEIGHT_DECAY, "weight_decay value");
  }
}
