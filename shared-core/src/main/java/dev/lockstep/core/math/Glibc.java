package dev.lockstep.core.math;

/**
 * Powers as the GNU C library computes them: not correctly rounded, yet the same on every processor
 * with a fused multiply-add.
 *
 * <p>Threads: stateless. Allocation: none.
 */
public final class Glibc {
  /** Cells of a binade in the logarithm's table, and steps of an octave in the exponential's. */
  private static final int LOG_CELLS = 16;

  private static final int EXP_STEPS = 32;

  /** The bits of the float 0.69921875, where the first cell begins. */
  private static final int FIRST_CELL = 0x3f330000;

  /** Reciprocals of a point near the middle of each cell, picked by the library's authors. */
  private static final double[] RECIPROCAL = {
    0x1.661ec79f8f3bep+0, 0x1.571ed4aaf883dp+0, 0x1.49539f0f010bp+0, 0x1.3c995b0b80385p+0,
    0x1.30d190c8864a5p+0, 0x1.25e227b0b8eap+0, 0x1.1bb4a4a1a343fp+0, 0x1.12358f08ae5bap+0,
    0x1.0953f419900a7p+0, 0x1p+0, 0x1.e608cfd9a47acp-1, 0x1.ca4b31f026aap-1,
    0x1.b2036576afce6p-1, 0x1.9c2d163a1aa2dp-1, 0x1.886e6037841edp-1, 0x1.767dcf5534862p-1
  };

  private static final double[] LOG2 = logarithms();

  /** log2(1 + r) near 0, fitted by the library's authors. */
  private static final double[] LOG_SERIES = {
    0x1.71547652ab82bp+0,
    -0x1.7154748bef6c8p-1,
    0x1.ec70a6ca7baddp-2,
    -0x1.71969a075c67ap-2,
    0x1.27616c9496e0bp-2
  };

  /** 2^(i/32), exponent and all. */
  private static final double[] POWER = powers();

  /** 2^r near 0, fitted by the library's authors. */
  private static final double[] EXP_SERIES = {
    0x1.62e42ff0c52d6p-1, 0x1.ebfce50fac4f3p-3, 0x1.c6af84b912394p-5
  };

  /** Adding and subtracting it rounds a double to a multiple of 1/32. */
  private static final double ROUNDER = 0x1.8p47;

  /** 2^z rounds to infinity above, and to 0 at or below. */
  private static final double OVERFLOW = 0x1.fffffffd1d571p+6;

  private static final double UNDERFLOW = -150;

  private Glibc() {}

  /**
   * C's {@code powf}: x^y within 0.52 ulp, so off by 1 ulp in one case of a thousand; special
   * values as in {@link CorrectlyRounded#pow}.
   *
   * @see <a href="https://sourceware.org/git/?p=glibc.git">glibc 2.28 to 2.36, e_powf.c; every
   *     rounding as in the build for x86-64 with FMA</a>
   */
  public static float powf(float x, float y) {
    boolean ordinary = x != 0 && Float.isFinite(x) && y != 0 && Float.isFinite(y);
    if (!ordinary || (x < 0 && y != Math.rint(y))) {
      return (float) CorrectlyRounded.pow(x, y);
    }
    float power = exp2(y * log2(Math.abs(x)));
    boolean odd = x < 0 && Math.abs(y) < 0x1p24f && ((int) y & 1) != 0;
    return odd ? -power : power;
  }

  /**
   * C's {@code pow}: x^y within 0.52 ulp, so off by 1 ulp in one case of a thousand; special
   * values, and results that are not normal, as in {@link CorrectlyRounded#pow}.
   */
  public static double pow(double x, double y) {
    boolean ordinary = x != 0 && Double.isFinite(x) && y != 0 && Double.isFinite(y);
    if (!ordinary || Math.abs(x) == 1 || (x < 0 && y != Math.rint(y))) {
      return CorrectlyRounded.pow(x, y);
    }
    double power = GlibcPower.of(Math.abs(x), y);
    if (Double.isNaN(power)) {
      return CorrectlyRounded.pow(x, y);
    }
    boolean odd = x < 0 && Math.abs(y) < 0x1p53 && ((long) y & 1) != 0;
    return odd ? -power : power;
  }

  /** log2 x for a finite x above 0. */
  private static double log2(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x);
    int fromFirst = bits - FIRST_CELL;
    int cell = (fromFirst >> 19) & (LOG_CELLS - 1);
    int octave = fromFirst >> 23;
    double m = Float.intBitsToFloat(bits - (octave << 23));
    double r = Math.fma(m, RECIPROCAL[cell], -1.0);
    double whole = LOG2[cell] + (subnormal ? octave - 23 : octave);
    double r2 = r * r;
    double low = Math.fma(r, LOG_SERIES[0], whole);
    double middle = Math.fma(LOG_SERIES[2], r, LOG_SERIES[1]);
    double high = Math.fma(LOG_SERIES[4], r, LOG_SERIES[3]);
    return Math.fma(high, r2 * r2, Math.fma(r2, middle, low));
  }

  private static float exp2(double z) {
    if (z > OVERFLOW) {
      return Float.POSITIVE_INFINITY;
    }
    if (z <= UNDERFLOW) {
      return 0;
    }
    double shifted = z + ROUNDER;
    int steps = (int) Double.doubleToRawLongBits(shifted);
    double r = z - (shifted - ROUNDER);
    double high = Math.fma(EXP_SERIES[2], r, EXP_SERIES[1]);
    double low = Math.fma(r, EXP_SERIES[0], 1.0);
    double power = Math.fma(high, r * r, low);
    double scale = Math.scalb(POWER[steps & (EXP_STEPS - 1)], steps >> 5);
    return (float) (power * scale);
  }

  /** -log2 of each reciprocal, to the nearest double. */
  private static double[] logarithms() {
    double[] logs = new double[LOG_CELLS];
    for (int i = 0; i < LOG_CELLS; i++) {
      Wide wide = Table.WIDE;
      var log2 = wide.over(wide.log(wide.of(RECIPROCAL[i])), wide.ln2());
      logs[i] = 0 - Binary.nearest(log2, -wide.bits());
    }
    return logs;
  }

  private static double[] powers() {
    double[] powers = new double[EXP_STEPS];
    for (int i = 0; i < EXP_STEPS; i++) {
      powers[i] = CorrectlyRounded.pow(2, i / (double) EXP_STEPS);
    }
    return powers;
  }
}
