package dev.lockstep.core.math;

import java.util.function.DoubleBinaryOperator;

/**
 * A power that remembers its last result: the parameters of a model mostly ask for the same one
 * after the other.
 *
 * <p>Threads: no locking.
 */
public final class LastPower {
  private double base = Double.NaN;
  private double exponent = Double.NaN;
  private double power = Double.NaN;

  private final DoubleBinaryOperator function;

  /** Nothing remembered yet; {@link CorrectlyRounded#pow} or {@link Glibc#pow}. */
  public LastPower(DoubleBinaryOperator function) {
    this.function = function;
  }

  /** x to the power y. */
  public double of(double x, double y) {
    if (x != base || y != exponent) {
      base = x;
      exponent = y;
      power = function.applyAsDouble(x, y);
    }
    return power;
  }
}
