package dev.lockstep.core.math;

import java.math.BigInteger;

/**
 * Sines and cosines in double-double.
 *
 * <p>x = k pi/512 + r with |r| &lt; 2^-8.3; sin x = S cos r + C sin r, where S and C are the sine
 * and the cosine of k pi/512.
 *
 * <p>Error: r is off by less than 2^-101 of itself (2^-141 absolutely, and a smaller r than 2^-40
 * is refused); both series are cut and turned into plain doubles at less than 2^-90 of their value;
 * the larger of the two products is at most three times the sum. Together less than 2^-87.
 */
final class FastSine {
  private static final int QUARTER = 256;
  private static final double LARGEST = 0x1p17;
  private static final double SMALLEST_REDUCED = 0x1p-40;
  private static final double[] STEP = Table.parts(Table.WIDE.pi().shiftRight(9), 3);
  private static final double STEPS_PER_UNIT = 512 / Math.PI;
  private static final double[] MINUS_SIXTH = Table.parts(Table.ratio(-1, 6), 2);
  private static final Table SINE = sines();

  private FastSine() {}

  /** sin(x + quarters * pi/2), given to {@code ending}, or NaN where this is not exact enough. */
  static double of(double x, int quarters, Ending ending) {
    if (!(Math.abs(x) < LARGEST)) {
      return Double.NaN;
    }
    // r = x - k STEP
    double k = Math.rint(x * STEPS_PER_UNIT);
    double h0 = k * STEP[0];
    double h1 = k * STEP[1];
    double t = x - h0;
    double l0 = Low.ofProduct(k, STEP[0], h0);
    double u = l0 + h1;
    double r = t - u;
    double errors = Low.ofSum(t, -u, r) + (Low.ofSum(x, -h0, t) - Low.ofSum(l0, h1, u));
    double rest = errors - (Low.ofProduct(k, STEP[1], h1) + k * STEP[2]);
    if (k != 0 && Math.abs(r) < SMALLEST_REDUCED) {
      return Double.NaN;
    }
    double rh = r + rest;
    return ofStep((int) k + quarters * QUARTER, rh, Low.ofSum(r, rest, rh), ending);
  }

  private static double ofStep(int k, double rh, double rl, Ending ending) {
    int i = k & (QUARTER - 1);
    boolean odd = (k & QUARTER) != 0;
    boolean negative = (k & 2 * QUARTER) != 0;
    // Odd quarters: sine and cosine change places, r its sign. The last two: all signs turn.
    int s = odd ? QUARTER - i : i;
    double turn = odd ? -1 : 1;
    double sign = negative ? -1 : 1;
    return sum(s, turn * rh, turn * rl, sign, ending);
  }

  /** sign * (S + (S (cos r - 1) + C sin r)), where S = SINE[s] and C = SINE[QUARTER - s]. */
  private static double sum(int s, double rh, double rl, double sign, Ending ending) {
    double sh = SINE.hi(s);
    double ch = SINE.hi(QUARTER - s);
    double r2h = rh * rh;
    double r2l = Low.ofProduct(rh, rh, r2h) + 2 * rh * rl;

    // cos r - 1 = r^2 (-1/2 + r^2 (1/24 - ...))
    double quartic = r2h * (1.0 / 24 - r2h * (1.0 / 720 - r2h * (1.0 / 40320)));
    double ah = -0.5 + quartic;
    double al = -0.5 - ah + quartic;
    double cosH = r2h * ah;
    double cosL = Low.ofProduct(r2h, ah, cosH) + (r2h * al + r2l * ah);

    // sin r = r + r r^2 (-1/6 + r^2 (1/120 - ...))
    double quintic = r2h * (1.0 / 120 - r2h * (1.0 / 5040 - r2h * (1.0 / 362880)));
    double bh = MINUS_SIXTH[0] + quintic;
    double bl = MINUS_SIXTH[0] - bh + quintic + MINUS_SIXTH[1];
    double qh = r2h * bh;
    double ql = Low.ofProduct(r2h, bh, qh) + (r2h * bl + r2l * bh);
    double ph = rh * qh;
    double pl = Low.ofProduct(rh, qh, ph) + (rh * ql + rl * qh);
    double sinH = rh + ph;
    double sinL = rh - sinH + ph + (rl + pl);

    double csH = ch * sinH;
    double csL = Low.ofProduct(ch, sinH, csH) + (ch * sinL + SINE.lo(QUARTER - s) * sinH);
    double scH = sh * cosH;
    double scL = Low.ofProduct(sh, cosH, scH) + (sh * cosL + SINE.lo(s) * cosH);
    double s1 = sh + csH;
    double hi = s1 + scH;
    double errors = Low.ofSum(s1, scH, hi) + Low.ofSum(sh, csH, s1);
    double lo = errors + (SINE.lo(s) + (csL + scL));
    return ending.of(sign * hi, sign * lo);
  }

  /** sin(i h), h = pi/512, by sin((i + 1) h) = 2 cos h sin(i h) - sin((i - 1) h). */
  private static Table sines() {
    BigInteger h = Table.WIDE.pi().shiftRight(9);
    BigInteger twiceCos = Table.WIDE.cos(h).shiftLeft(1);
    BigInteger[] sines = new BigInteger[QUARTER + 1];
    sines[0] = BigInteger.ZERO;
    sines[1] = Table.WIDE.sin(h);
    for (int i = 2; i < sines.length; i++) {
      sines[i] = Table.WIDE.times(twiceCos, sines[i - 1]).subtract(sines[i - 2]);
    }
    return new Table(sines);
  }
}
