package dev.lockstep.oneflow.optimizer;

import dev.lockstep.oneflow.optimizer.lossscale.DynamicLossScale;
import dev.lockstep.oneflow.optimizer.lossscale.StaticLossScale;

/**
 * {@code flow.optimizer.loss_scale}: a factor of the loss that its gradients are divided by.
 *
 * <p>A dynamic one is multiplied after {@link #incrementPeriod} runs in a row with finite gradients
 * (up to the largest float32 number); a run with others is <b>skipped</b>: it divides the scale, at
 * least to 1, and updates nothing.
 */
public interface LossScale {
  /** The first scale, above 0. */
  double initial();

  /** Runs in a row; 0 for a static scale. */
  int incrementPeriod();

  /** What a dynamic scale is multiplied by, above 1. */
  double multiplier();

  /** Whether it changes. */
  default boolean isDynamic() {
    return incrementPeriod() > 0;
  }

  /** {@link StaticLossScale}. */
  static LossScale fixed(double scale) {
    return new StaticLossScale(StaticLossScale.LOSS_SCALE_FACTOR.is(scale));
  }

  /** {@link DynamicLossScale} with its defaults: 2^30, 2000 runs, times 2. */
  static LossScale dynamic() {
    return new DynamicLossScale();
  }

  /** {@link DynamicLossScale}. */
  static LossScale dynamic(double initial, int incrementPeriod, double multiplier) {
    return new DynamicLossScale(
        DynamicLossScale.INITIAL_LOSS_SCALE.is(initial),
        DynamicLossScale.INCREMENT_PERIOD.is(incrementPeriod),
        DynamicLossScale.MULTIPLIER.is(multiplier));
  }
}
