package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.OptionException;

/**
 * {@code flow.optimizer.loss_scale}: a factor of the loss that its gradients are divided by.
 *
 * <p>A dynamic one is multiplied after {@code incrementPeriod} runs in a row with finite gradients
 * (up to the largest float32 number); a run with others is <b>skipped</b>: it divides the scale, at
 * least to 1, and updates nothing.
 *
 * @param initial the first scale
 * @param incrementPeriod runs; 0 for a static scale
 * @param multiplier of the scale
 */
public record LossScale(double initial, int incrementPeriod, double multiplier) {
  public LossScale {
    if (!(initial > 0) || incrementPeriod < 0 || (incrementPeriod > 0 && !(multiplier > 1))) {
      throw new OptionException(
          "loss scale: must be above 0, a dynamic one with a multiplier above 1, got %s, %d, %s"
              .formatted(initial, incrementPeriod, multiplier));
    }
  }

  /** {@code static_loss_scale}: always this. */
  public static LossScale fixed(double scale) {
    return new LossScale(scale, 0, 1);
  }

  /** {@code dynamic_loss_scale} with its defaults: 2^30, 2000 runs, times 2. */
  public static LossScale dynamic() {
    return dynamic(0x1p30, 2000, 2);
  }

  /** {@code dynamic_loss_scale}. */
  public static LossScale dynamic(double initial, int incrementPeriod, double multiplier) {
    return new LossScale(initial, incrementPeriod, multiplier);
  }

  /** Whether it changes. */
  boolean isDynamic() {
    return incrementPeriod > 0;
  }
}
