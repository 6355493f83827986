package dev.lockstep.core.math;

/**
 * Scalar arithmetic in doubles as scripts do it: what is no number is refused, not carried on as
 * infinity or NaN.
 *
 * <p>The messages are those of Python, whose scalars these are.
 *
 * <p>Threads: stateless.
 */
public final class Scalars {
  private Scalars() {}

  /**
   * The quotient, rounded once.
   *
   * @throws ArithmeticException if b is 0
   */
  public static double divide(double a, double b) {
    if (b == 0) {
      throw new ArithmeticException("float division by zero");
    }
    return a / b;
  }

  /** The cosine, rounded as C does it: within 0.55 ulp, and far from 0 (beyond 2^26) correctly. */
  public static double cos(double x) {
    return GlibcCosine.reaches(x) ? GlibcCosine.cos(x) : CorrectlyRounded.cos(x);
  }

  /**
   * The quotient rounded towards negative infinity.
   *
   * @throws ArithmeticException if b is 0
   */
  public static int floorDivide(int a, int b) {
    if (b == 0) {
      throw new ArithmeticException("integer division or modulo by zero");
    }
    return Math.floorDiv(a, b);
  }

  /**
   * The remainder, with the sign of b.
   *
   * @throws ArithmeticException if b is 0
   */
  public static int modulo(int a, int b) {
    if (b == 0) {
      throw new ArithmeticException("integer modulo by zero");
    }
    return Math.floorMod(a, b);
  }

  /**
   * The power, rounded as C does it.
   *
   * @throws ArithmeticException if it is not real or too large, or a negative power of 0
   */
  public static double power(double x, double y) {
    if (x == 0 && y < 0) {
      throw new ArithmeticException("0.0 cannot be raised to a negative power");
    }
    double power = Glibc.pow(x, y);
    if (Double.isNaN(power) && !Double.isNaN(x) && !Double.isNaN(y)) {
      throw new ArithmeticException(x + " to the power " + y + " is complex");
    }
    if (Double.isInfinite(power) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
      throw new ArithmeticException(x + " to the power " + y + " is too large for a double");
    }
    return power;
  }
}
