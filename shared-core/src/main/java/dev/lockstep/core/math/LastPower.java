package dev.lockstep.core.math;

/**
 * {@link CorrectlyRounded#pow}, remembering its last result: the parameters of a model mostly ask
 * for the same power one after the other.
 *
 * <p>Threads: no locking.
 */
public final class LastPower {
  private double base = Double.NaN;
  private double exponent = Double.NaN;
  private double power = Double.NaN;

  /** Nothing remembered yet. */
  public LastPower() {}

  /** x to the power y. */
  public double of(double x, double y) {
    if (x != base || y != exponent) {
      base = x;
      exponent = y;
      power = CorrectlyRounded.pow(x, y);
    }
    return power;
  }
}
