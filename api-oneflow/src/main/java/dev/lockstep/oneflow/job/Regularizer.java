package dev.lockstep.oneflow.job;

import dev.lockstep.core.OptionException;

/**
 * {@code flow.regularizers}: decay of a variable, added to its gradient after clipping: {@code g +
 * l1*sign(p) + l2*p}.
 *
 * @param l1 of the sign
 * @param l2 of the value
 */
public record Regularizer(double l1, double l2) {
  /** None. */
  public static final Regularizer NONE = new Regularizer(0, 0);

  public Regularizer {
    if (!(l1 >= 0 && l2 >= 0)) {
      throw new OptionException("regularizer: l1 and l2 must be at least 0, got " + l1 + ", " + l2);
    }
  }

  /** {@code flow.regularizers.l1(x)}. */
  public static Regularizer ofL1(double value) {
    return new Regularizer(value, 0);
  }

  /** {@code flow.regularizers.l2(x)}. */
  public static Regularizer ofL2(double value) {
    return new Regularizer(0, value);
  }
}
