package dev.lockstep.core.math;

/** What is done with a value that a fast path has as an unevaluated sum of two doubles. */
@FunctionalInterface
interface Ending {
  /** The relative error that every fast path stays below; their Javadoc says why. */
  double ERROR = 0x1p-80;

  /** Makes one double of {@code hi + lo}. */
  double of(double hi, double lo);

  /**
   * The double nearest to every number within {@link #ERROR} of {@code hi + lo}, or NaN if there is
   * no such double (Ziv's rounding test). The result must lie in the range of normal doubles.
   */
  static double nearest(double hi, double lo) {
    double error = Math.abs(hi) * ERROR;
    double below = hi + (lo - error);
    double above = hi + (lo + error);
    return below == above ? below : Double.NaN;
  }
}
