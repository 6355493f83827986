package dev.lockstep.oneflow.optimizer;

import dev.lockstep.oneflow.optimizer.warmup.Constant;
import dev.lockstep.oneflow.optimizer.warmup.Linear;

/**
 * {@code flow.optimizer.warmup}: the rate of the first train steps.
 *
 * <p>While it lasts the decay is not applied; afterwards the decay sees the <b>absolute</b> train
 * step, so a cosine jumps down at the end of the warm-up.
 */
public interface Warmup {
  /** How many train steps it lasts. */
  int steps();

  /** The rate of a train step before {@link #steps()}, in double. */
  double rate(double baseLr, long trainStep);

  /** {@link Constant}. */
  static Warmup constant(int steps, double multiplier) {
    return new Constant(Constant.STEPS.is(steps), Constant.MULTIPLIER.is(multiplier));
  }

  /** {@link Linear}. */
  static Warmup linear(int steps, double startMultiplier) {
    return new Linear(Linear.STEPS.is(steps), Linear.START_MULTIPLIER.is(startMultiplier));
  }
}
