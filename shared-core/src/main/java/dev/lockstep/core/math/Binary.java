package dev.lockstep.core.math;

import java.math.BigInteger;

/** A double as {@code mantissa * 2^exponent}, and back with one rounding. */
final class Binary {
  private static final int DIGITS = 53;
  private static final int LEAST = -1074;

  private Binary() {}

  /** The signed integer of at most 53 bits. */
  static BigInteger mantissa(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long fraction = bits & ((1L << (DIGITS - 1)) - 1);
    long all = Math.abs(x) < Double.MIN_NORMAL ? fraction : fraction | (1L << (DIGITS - 1));
    return BigInteger.valueOf(bits < 0 ? -all : all);
  }

  /** The power of two that goes with {@link #mantissa}. */
  static int exponent(double x) {
    return Math.max(Math.getExponent(x), Double.MIN_EXPONENT) - (DIGITS - 1);
  }

  /** {@code v * 2^exponent}, rounded to the nearest double, ties to even. */
  static double nearest(BigInteger v, int exponent) {
    BigInteger m = v.abs();
    int drop = Math.max(m.bitLength() - DIGITS, LEAST - exponent);
    double r = Math.scalb((double) roundedShift(m, drop).longValueExact(), exponent + drop);
    return v.signum() < 0 ? -r : r;
  }

  private static BigInteger roundedShift(BigInteger m, int drop) {
    if (drop <= 0) {
      return m.shiftLeft(-drop);
    }
    BigInteger kept = m.shiftRight(drop);
    boolean half = m.testBit(drop - 1);
    boolean more = half && m.getLowestSetBit() < drop - 1;
    return half && (more || kept.testBit(0)) ? kept.add(BigInteger.ONE) : kept;
  }
}
