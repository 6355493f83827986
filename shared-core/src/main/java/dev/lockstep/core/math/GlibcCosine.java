package dev.lockstep.core.math;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * {@code cos} of doubles in the roundings of the GNU C library: a table of sines and cosines at
 * multiples of 1/128 in two doubles each, and short series between them.
 *
 * <p>Threads: stateless. Allocation: none.
 *
 * @see <a href="https://sourceware.org/git/?p=glibc.git">glibc 2.28 to 2.41, s_sin.c; every
 *     rounding as in the build for x86-64 with FMA</a>
 */
final class GlibcCosine {
  /** Below, a cosine rounds to 1. */
  private static final double TINY = 0x1p-27;

  /** Up to here the table reaches. */
  private static final double TABLE_END = 0.85546875;

  /** Up to here one quarter turn is taken off. */
  private static final double QUARTER_END = 0x1.368fd00000000p+1;

  /** From here on other reductions are needed: 0x1.921fbp26. */
  private static final double FAR = 0x1.921fb00000000p+26;

  /** Below, a sine is a series around 0. */
  private static final double SERIES_END = 0.126;

  /** Adding and subtracting it rounds to a multiple of 1/128. */
  private static final double ROUNDER = 0x1.8p45;

  /** Adding and subtracting it rounds to a whole number. */
  private static final double WHOLE = 0x1.8p52;

  /** A cell is 2^-7 wide. */
  private static final int CELL_DIGITS = 7;

  private static final int CELLS = 111;

  /** Binary digits in which the table is computed. */
  private static final int DIGITS = 220;

  private static final double[] SIN = new double[CELLS];
  private static final double[] SIN_REST = new double[CELLS];
  private static final double[] COS = new double[CELLS];
  private static final double[] COS_REST = new double[CELLS];

  static {
    for (int cell = 0; cell < CELLS; cell++) {
      series(cell, 1, SIN, SIN_REST);
      series(cell, 0, COS, COS_REST);
    }
  }

  /** Series of sin r and 1 - cos r near 0, fitted by the library's authors. */
  private static final double SIN_3 = -0x1.5555555555515p-3;

  private static final double SIN_5 = 0x1.11110e829872fp-7;
  private static final double COS_2 = 0x1p-1;
  private static final double COS_4 = -0x1.5555555555535p-5;
  private static final double COS_6 = 0x1.6c16bedd9e239p-10;

  /** (sin x - x)/x^3 in powers of x^2, fitted by the library's authors. */
  private static final double[] SERIES = {
    -0x1.addffc2fcdf59p-26,
    0x1.71de27b9a7ed9p-19,
    -0x1.a01a019db08b8p-13,
    0x1.1111111110ecep-7,
    -0x1.5555555555555p-3
  };

  private static final double QUARTERS = 0x1.45f306dc9c883p-1;
  private static final double QUARTER = 0x1.921fb54442d18p0;
  private static final double QUARTER_REST = 0x1.1a62633145c07p-54;

  /** A quarter turn in pieces that multiply exactly. */
  private static final double PIECE_1 = 0x1.921fb58000000p+0;

  private static final double PIECE_2 = -0x1.dde973c000000p-27;
  private static final double PIECE_3 = -0x1.cb3b398000000p-55;
  private static final double PIECE_4 = -0x1.d747f23e32ed7p-83;

  private GlibcCosine() {}

  /** Whether {@link #cos} knows this argument. */
  static boolean reaches(double x) {
    return Math.abs(x) < FAR;
  }

  /** The cosine of an x that it reaches. */
  static double cos(double x) {
    double size = Math.abs(x);
    if (size < TINY) {
      return 1;
    }
    if (size < TABLE_END) {
      return fromTable(size, 0);
    }
    if (size < QUARTER_END) {
      double y = QUARTER - size;
      double a = y + QUARTER_REST;
      return sine(a, (y - a) + QUARTER_REST);
    }
    return reduced(x);
  }

  private static double reduced(double x) {
    double t = Math.fma(x, QUARTERS, WHOLE);
    double turns = t - WHOLE;
    double y = Math.fma(-turns, PIECE_2, Math.fma(-turns, PIECE_1, x));
    double b = Math.fma(-turns, PIECE_3, y);
    double rest = Math.fma(-turns, PIECE_3, y - b);
    double a = Math.fma(-turns, PIECE_4, b);
    rest += Math.fma(-turns, PIECE_4, b - a);
    long quadrant = Double.doubleToRawLongBits(t) + 1;
    double value = (quadrant & 1) == 0 ? sine(a, rest) : fromTable(a, rest);
    return (quadrant & 2) == 0 ? value : -value;
  }

  /** cos(x + dx). */
  private static double fromTable(double x, double dx) {
    double u = ROUNDER + Math.abs(x);
    int cell = (int) Double.doubleToRawLongBits(u);
    double r = Math.abs(x) - (u - ROUNDER) + (x < 0 ? -dx : dx);
    double rr = r * r;
    double s = Math.fma(r * rr, Math.fma(rr, SIN_5, SIN_3), r);
    double c = rr * Math.fma(rr, Math.fma(rr, COS_6, COS_4), COS_2);
    double rest = Math.fma(-COS[cell], c, Math.fma(-s, SIN_REST[cell], COS_REST[cell]));
    return COS[cell] + Math.fma(-SIN[cell], s, rest);
  }

  /** sin(x + dx). */
  private static double sine(double x, double dx) {
    if (Math.abs(x) < SERIES_END) {
      return small(x, dx);
    }
    double u = ROUNDER + Math.abs(x);
    int cell = (int) Double.doubleToRawLongBits(u);
    double d = x <= 0 ? -dx : dx;
    double r = Math.abs(x) - (u - ROUNDER);
    double rr = r * r;
    double s = r + Math.fma(r * rr, Math.fma(rr, SIN_5, SIN_3), d);
    double c = Math.fma(r, d, rr * Math.fma(rr, Math.fma(rr, COS_6, COS_4), COS_2));
    double rest = Math.fma(-SIN[cell], c, Math.fma(s, COS_REST[cell], SIN_REST[cell]));
    return Math.copySign(SIN[cell] + Math.fma(COS[cell], s, rest), x);
  }

  private static double small(double x, double dx) {
    double xx = x * x;
    double p = SERIES[0];
    for (int i = 1; i < SERIES.length; i++) {
      p = Math.fma(p, xx, SERIES[i]);
    }
    return x + Math.fma(Math.fma(p, x, -0.5 * dx), xx, dx);
  }

  /** The Taylor series at cell/128, from the power {@code first} on in steps of two. */
  private static void series(int cell, int first, double[] high, double[] low) {
    BigInteger x = BigInteger.valueOf(cell).shiftLeft(DIGITS - CELL_DIGITS);
    BigInteger term = first == 0 ? BigInteger.ONE.shiftLeft(DIGITS) : x;
    BigInteger sum = BigInteger.ZERO;
    for (long power = first; term.signum() != 0; power += 2) {
      sum = sum.add(term);
      BigInteger squared = term.multiply(x).shiftRight(DIGITS).multiply(x).shiftRight(DIGITS);
      term = squared.divide(BigInteger.valueOf((power + 1) * (power + 2))).negate();
    }
    BigDecimal exact = new BigDecimal(sum).divide(new BigDecimal(BigInteger.ONE.shiftLeft(DIGITS)));
    high[cell] = exact.doubleValue();
    low[cell] = exact.subtract(new BigDecimal(high[cell])).doubleValue();
  }
}
