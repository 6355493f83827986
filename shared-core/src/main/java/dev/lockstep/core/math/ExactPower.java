package dev.lockstep.core.math;

import java.math.BigInteger;

/**
 * x^y where it is {@code mantissa * 2^exponent} with few bits: the only powers that can be doubles
 * or lie halfway between two.
 *
 * <p>Let x = m 2^e with m odd and y = n / 2^g with n odd or g = 0. If x^y is such a number, then x
 * is a perfect 2^g-th power. After g square roots y is an integer; if m = 1 the power is 2^(e y);
 * if not, y is positive, and m^y has more than 54 bits from 3^35 on.
 */
record ExactPower(BigInteger mantissa, int exponent) {
  private static final ExactPower NONE = new ExactPower(BigInteger.ZERO, 0);
  private static final int LARGEST_EXPONENT = 34;

  /** The exact power, or none; x is finite, above 0 and not 1, y is finite and not 0. */
  static ExactPower of(double x, double y) {
    int zeros = Binary.mantissa(x).getLowestSetBit();
    BigInteger m = Binary.mantissa(x).shiftRight(zeros);
    int e = Binary.exponent(x) + zeros;
    double n = y;
    while (n != Math.rint(n)) {
      BigInteger root = m.sqrt();
      if ((e & 1) != 0 || !root.multiply(root).equals(m)) {
        return NONE;
      }
      m = root;
      e /= 2;
      n *= 2;
    }
    return ofInteger(m, e, n);
  }

  private static ExactPower ofInteger(BigInteger m, int e, double n) {
    if (m.equals(BigInteger.ONE)) {
      // Beyond the range of doubles in either direction the exact exponent does not matter.
      return new ExactPower(BigInteger.ONE, (int) Math.max(-5000, Math.min(5000, e * n)));
    }
    return n < 0 || n > LARGEST_EXPONENT ? NONE : new ExactPower(m.pow((int) n), e * (int) n);
  }

  boolean exists() {
    return mantissa.signum() != 0;
  }
}
