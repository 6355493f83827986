package dev.lockstep.core.math;

/**
 * Elementary functions in double: the double nearest to the true value, on every machine.
 *
 * <p>A double-double fast path with a rounding test answers nearly always; where it cannot tell
 * (one input in some 2^26, subnormal results, powers halfway between two doubles, angles from 2^17
 * on) integers of growing width decide. Special values are those of C's Annex F, which differs from
 * {@link Math#pow} in {@code pow(1, NaN) = 1} and {@code pow(-1, inf) = 1}. A NaN gives NaN.
 *
 * <p>Threads: stateless. Allocation: none on the fast path.
 *
 * @see <a href="https://doi.org/10.1145/114697.116813">Ziv 1991, Fast evaluation of elementary
 *     mathematical functions with correctly rounded last bit</a>
 */
public final class CorrectlyRounded {
  /** Below it, x - x^3/6 is nearer to x, and 1 - x^2/2 to 1, than to any other double. */
  private static final double TINY_ANGLE = 0x1p-27;

  private CorrectlyRounded() {}

  /** e to the power x. */
  public static double exp(double x) {
    if (x == 0 || Double.isNaN(x)) {
      return x + 1;
    }
    double fast = FastExp.nearest(x, 0);
    return Double.isNaN(fast) ? Certain.exp(x) : fast;
  }

  /** The natural logarithm of x: -infinity at 0, NaN below. */
  public static double log(double x) {
    if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
    }
    double fast = x == 1 ? 0 : FastLog.times(1, x, Ending::nearest);
    return Double.isNaN(fast) ? Certain.log(x) : fast;
  }

  /** x to the power y. */
  public static double pow(double x, double y) {
    if (x == 1 || y == 0) {
      return 1;
    }
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    if (x < 0 || 1 / x < 0) {
      return powOfNegative(x, y);
    }
    return y == 0.5 ? Math.sqrt(x) : powOfPositive(x, y); // the root is correctly rounded too
  }

  /** The sine of x radians. */
  public static double sin(double x) {
    return Math.abs(x) < TINY_ANGLE ? x : sine(x, 0);
  }

  /** The cosine of x radians. */
  public static double cos(double x) {
    return Math.abs(x) < TINY_ANGLE ? 1 : sine(x, 1);
  }

  private static double sine(double x, int quarters) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return Double.NaN;
    }
    double fast = FastSine.of(x, quarters, Ending::nearest);
    return Double.isNaN(fast) ? Certain.sine(x, quarters) : fast;
  }

  /** The sign of an odd power is that of x; other powers but integers do not exist. */
  private static double powOfNegative(double x, double y) {
    boolean finite = !Double.isInfinite(x) && x != 0;
    if (finite && y != Math.rint(y)) {
      return Double.NaN;
    }
    double magnitude = powOfPositive(-x, y);
    return isOdd(y) ? -magnitude : magnitude;
  }

  private static boolean isOdd(double y) {
    return Math.abs(y) < 0x1p53 && ((long) y & 1) != 0 && y == Math.rint(y);
  }

  /** x is not NaN and not below 0, but may be 0, 1 or infinite; y is not NaN and not 0. */
  private static double powOfPositive(double x, double y) {
    if (x == 1) {
      return 1;
    }
    if (x == 0 || Double.isInfinite(x) || Double.isInfinite(y)) {
      return x < 1 == y < 0 ? Double.POSITIVE_INFINITY : 0;
    }
    double fast = FastLog.times(y, x, FastExp::nearest);
    return Double.isNaN(fast) ? Certain.pow(x, y) : fast;
  }
}
