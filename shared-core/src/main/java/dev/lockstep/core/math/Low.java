package dev.lockstep.core.math;

/** The rounding error of one operation, which is itself a double. */
final class Low {
  private Low() {}

  /** {@code a + b - s} exactly, where {@code s} is the rounded {@code a + b} (Knuth's TwoSum). */
  static double ofSum(double a, double b, double s) {
    double bb = s - a;
    return (a - (s - bb)) + (b - bb);
  }

  /**
   * {@code a * b - p} exactly, where {@code p} is the rounded {@code a * b}, short of underflow.
   */
  static double ofProduct(double a, double b, double p) {
    return Math.fma(a, b, -p);
  }
}
