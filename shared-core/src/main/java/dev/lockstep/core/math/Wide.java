package dev.lockstep.core.math;

import java.math.BigInteger;

/**
 * Fixed-point numbers of any width: an integer {@code v} stands for {@code v * 2^-bits}.
 *
 * <p>Every result is off by less than 2^32 units. A series adds one unit a term, and no width in
 * use has 2^12 terms; nothing below magnifies an error by more than 2^12. Callers carry {@link
 * #GUARD} bits more than they promise.
 */
final class Wide {
  /** Bits below the last one that is promised. */
  static final int GUARD = 64;

  private static final int HALVINGS = 8;

  private final int bits;
  private final BigInteger one;

  Wide(int bits) {
    this.bits = bits;
    this.one = BigInteger.ONE.shiftLeft(bits);
  }

  int bits() {
    return bits;
  }

  BigInteger one() {
    return one;
  }

  /** The double's value, cut off below the last bit. */
  BigInteger of(double x) {
    return shift(Binary.mantissa(x), Binary.exponent(x) + bits);
  }

  BigInteger times(BigInteger a, BigInteger b) {
    return a.multiply(b).shiftRight(bits);
  }

  BigInteger over(BigInteger a, BigInteger b) {
    return a.shiftLeft(bits).divide(b);
  }

  /** log 2. */
  BigInteger ln2() {
    return logOfNext(1);
  }

  /** log((n + 1) / n) = 2 atanh(1 / (2n + 1)), for n > 0. */
  BigInteger logOfNext(int n) {
    return seriesOfOneOver(2 * n + 1, 1).shiftLeft(1);
  }

  /** Machin: pi = 16 atan(1/5) - 4 atan(1/239). */
  BigInteger pi() {
    return seriesOfOneOver(5, -1).shiftLeft(4).subtract(seriesOfOneOver(239, -1).shiftLeft(2));
  }

  /** log v = 2 atanh((v - 1) / (v + 1)), for 1/2 < v < 2. */
  BigInteger log(BigInteger v) {
    return twiceAtanh(over(v.subtract(one), v.add(one)));
  }

  /** exp v, for |v| < 1: the Taylor series of v / 2^8, squared eight times. */
  BigInteger exp(BigInteger v) {
    BigInteger small = v.shiftRight(HALVINGS);
    BigInteger sum = one;
    BigInteger term = one;
    for (int i = 1; term.signum() != 0; i++) {
      term = times(term, small).divide(BigInteger.valueOf(i));
      sum = sum.add(term);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = times(sum, sum);
    }
    return sum;
  }

  /** sin v, for |v| < 2. */
  BigInteger sin(BigInteger v) {
    return alternating(v, v, 1);
  }

  /** cos v, for |v| < 2. */
  BigInteger cos(BigInteger v) {
    return alternating(one, v, 0);
  }

  /** first - first v^2 / ((n+1)(n+2)) + ..., each term from the one before. */
  private BigInteger alternating(BigInteger first, BigInteger v, int n) {
    BigInteger square = times(v, v).negate();
    BigInteger sum = first;
    BigInteger term = first;
    // A negative term shifted right tends to -1, not to 0: division rounds towards 0.
    for (int i = n + 2; term.signum() != 0; i += 2) {
      term = times(term, square).divide(BigInteger.valueOf((long) i * (i - 1)));
      sum = sum.add(term);
    }
    return sum;
  }

  private BigInteger twiceAtanh(BigInteger t) {
    BigInteger square = times(t, t);
    BigInteger sum = BigInteger.ZERO;
    BigInteger power = t;
    for (int i = 1; power.abs().compareTo(BigInteger.ONE) > 0; i += 2) {
      sum = sum.add(power.divide(BigInteger.valueOf(i)));
      power = times(power, square);
    }
    return sum.shiftLeft(1);
  }

  /** 1/n + sign/(3 n^3) + 1/(5 n^5) + ...: atanh(1/n) for sign 1, atan(1/n) for sign -1. */
  private BigInteger seriesOfOneOver(int n, int sign) {
    BigInteger square = BigInteger.valueOf(sign * (long) n * n);
    BigInteger sum = BigInteger.ZERO;
    BigInteger power = one.divide(BigInteger.valueOf(n));
    for (int i = 1; power.signum() != 0; i += 2) {
      sum = sum.add(power.divide(BigInteger.valueOf(i)));
      power = power.divide(square);
    }
    return sum;
  }

  static BigInteger shift(BigInteger v, int left) {
    return left >= 0 ? v.shiftLeft(left) : v.shiftRight(-left);
  }
}
