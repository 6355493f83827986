package dev.lockstep.core;

import java.util.List;

/**
 * A factor of the loss that keeps small gradients above the least number of a narrow type, and that
 * gradients are divided by before they are used.
 *
 * <p>Threads: one caller at a time.
 */
public interface LossScaler {
  /** The factor that the coming loss is to be multiplied by. */
  double scale();

  /**
   * Divides gradients by the factor, in place.
   *
   * @return whether all of them are finite; if not, the step is to be skipped
   */
  boolean unscale(List<Tensor> gradients);

  /** Goes on to the next step: the factor may grow, or fall if the gradients were not finite. */
  void update(boolean finite);

  /**
   * Multiplies gradients, rounding in their type; returns whether all are finite then.
   *
   * @throws OptionException if one is null; nothing is changed then
   */
  static boolean times(List<Tensor> gradients, double factor) {
    boolean finite = true;
    for (Tensor gradient : OptionChecks.allGiven(gradients, "gradients")) {
      boolean narrow = gradient.dtype() == DType.F32;
      for (int i = 0; i < gradient.size(); i++) {
        double g = gradient.get(i);
        double scaled = narrow ? (float) g * (float) factor : g * factor;
        gradient.set(i, scaled);
        finite &= Double.isFinite(scaled);
      }
    }
    return finite;
  }
}
