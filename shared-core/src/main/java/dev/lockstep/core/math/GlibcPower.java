package dev.lockstep.core.math;

import java.math.BigInteger;

/**
 * {@code pow} of doubles in the roundings of the GNU C library: a logarithm in two doubles from a
 * table of 128 cells, then an exponential from a table of 128 steps.
 *
 * <p>Threads: stateless. Allocation: none.
 *
 * @see <a href="https://sourceware.org/git/?p=glibc.git">glibc 2.28 to 2.41, e_pow.c; every
 *     rounding as in the build for x86-64 with FMA</a>
 */
final class GlibcPower {
  /** Cells of a binade in the logarithm's table, and steps of an octave in the exponential's. */
  private static final int CELLS = 128;

  /** The bits of the double 0.70573..., where the first cell begins. */
  private static final long FIRST_CELL = 0x3fe6955500000000L;

  private static final int CELL_SHIFT = 52 - 7;

  /** The logarithms in the table are multiples of 2^-43: adding an octave's is exact. */
  private static final int LOG_DIGITS = 43;

  private static final double[] RECIPROCAL = new double[CELLS];
  private static final double[] LOG = new double[CELLS];
  private static final double[] LOG_REST = new double[CELLS];

  /** 2^(i/128), and what it lacks, as a part of it. */
  private static final double[] STEP = new double[CELLS];

  private static final double[] STEP_REST = new double[CELLS];

  static {
    for (int i = 0; i < CELLS; i++) {
      logarithm(i);
      step(i);
    }
  }

  private static final double LN2 = 0x1.62e42fefa3800p-1;
  private static final double LN2_REST = 0x1.ef35793c76730p-45;

  /** log(1 + r) near 0, fitted by the library's authors; powers of -r/2 are taken out. */
  private static final double[] LOG_SERIES = {
    -0x1.5555555555560p-1,
    0x1.0000000000006p-1,
    0x1.999999959554ep-1,
    -0x1.555555529a47ap-1,
    -0x1.2495b9b4845e9p+0,
    0x1.0002b8b263fc3p+0
  };

  /** e^r near 0, fitted by the library's authors. */
  private static final double[] EXP_SERIES = {
    0x1.ffffffffffdbdp-2, 0x1.555555555543cp-3, 0x1.55555cf172b91p-5, 0x1.1111167a4d017p-7
  };

  private static final double STEPS_PER_E = 0x1.71547652b82fep+7;
  private static final double MINUS_STEP = -0x1.62e42fefa0000p-8;
  private static final double MINUS_STEP_REST = -0x1.cf79abc9e3b3ap-47;

  /** Adding and subtracting it rounds a double to an integer. */
  private static final double ROUNDER = 0x1.8p52;

  /** Beyond, the result overflows, or is subnormal or 0. */
  private static final double LARGEST = 709;

  private static final double SMALLEST = -708;

  private GlibcPower() {}

  /**
   * x^y for a finite x above 0 and a finite y; not a number where the result is not normal: there
   * the library goes another way.
   */
  static double of(double x, double y) {
    boolean subnormal = x < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(subnormal ? x * 0x1p52 : x);
    long fromFirst = bits - FIRST_CELL;
    int cell = (int) (fromFirst >> CELL_SHIFT) & (CELLS - 1);
    long octave = fromFirst >> 52;
    double m = Double.longBitsToDouble(bits - (octave << 52));
    double k = subnormal ? octave - 52 : octave;
    double r = Math.fma(m, RECIPROCAL[cell], -1.0);
    double table = Math.fma(k, LN2, LOG[cell]);
    double sum = table + r;
    double low1 = Math.fma(k, LN2_REST, LOG_REST[cell]);
    double low2 = table - sum + r;
    double half = -0.5 * r;
    double square = r * half;
    double high = sum + square;
    double low3 = Math.fma(half, r, -square);
    double low4 = sum - high + square;
    double low = Math.fma(r * square, series(r, square), low1 + low2 + low3 + low4);
    double log = high + low;
    double logRest = high - log + low;
    double z = y * log;
    return exp(z, Math.fma(y, logRest, Math.fma(y, log, -z)));
  }

  private static double series(double r, double square) {
    double a = Math.fma(r, LOG_SERIES[1], LOG_SERIES[0]);
    double b = Math.fma(r, LOG_SERIES[3], LOG_SERIES[2]);
    double c = Math.fma(r, LOG_SERIES[5], LOG_SERIES[4]);
    return Math.fma(square, Math.fma(square, c, b), a);
  }

  /** e^(z + rest). */
  private static double exp(double z, double rest) {
    if (!(z > SMALLEST && z < LARGEST)) {
      return Double.NaN;
    }
    double shifted = Math.fma(STEPS_PER_E, z, ROUNDER);
    double steps = shifted - ROUNDER;
    double r = Math.fma(steps, MINUS_STEP_REST, Math.fma(steps, MINUS_STEP, z)) + rest;
    int whole = (int) steps;
    int step = whole & (CELLS - 1);
    double r2 = r * r;
    double low = Math.fma(r2, Math.fma(r, EXP_SERIES[1], EXP_SERIES[0]), STEP_REST[step] + r);
    double high = Math.fma(r, EXP_SERIES[3], EXP_SERIES[2]);
    double part = Math.fma(r2 * r2, high, low);
    return Math.scalb(Math.fma(STEP[step], part, STEP[step]), whole >> 7);
  }

  /** The reciprocal of a cell's middle to 7 binary places, to 8 if it is below 1; its logarithm. */
  private static void logarithm(int cell) {
    double from = Double.longBitsToDouble(FIRST_CELL + ((long) cell << CELL_SHIFT));
    double to = Double.longBitsToDouble(FIRST_CELL + ((cell + 1L) << CELL_SHIFT));
    double reciprocal = 2 / (from + to);
    double places = reciprocal >= 1 ? 0x1p7 : 0x1p8;
    RECIPROCAL[cell] = Math.rint(reciprocal * places) / places;
    Wide wide = Table.WIDE;
    BigInteger log = wide.log(wide.of(RECIPROCAL[cell])).negate();
    int dropped = wide.bits() - LOG_DIGITS;
    BigInteger half = BigInteger.ONE.shiftLeft(dropped - 1);
    BigInteger kept = log.add(half).shiftRight(dropped);
    LOG[cell] = Math.scalb(kept.doubleValue(), -LOG_DIGITS);
    LOG_REST[cell] = Binary.nearest(log.subtract(kept.shiftLeft(dropped)), -wide.bits());
  }

  private static void step(int step) {
    Wide wide = Table.WIDE;
    BigInteger exponent =
        wide.ln2().multiply(BigInteger.valueOf(step)).divide(BigInteger.valueOf(CELLS));
    BigInteger power = wide.exp(exponent);
    STEP[step] = Binary.nearest(power, -wide.bits());
    BigInteger nearest = wide.of(STEP[step]);
    STEP_REST[step] = Binary.nearest(wide.over(power.subtract(nearest), nearest), -wide.bits());
  }
}
