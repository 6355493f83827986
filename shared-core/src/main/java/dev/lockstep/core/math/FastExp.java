package dev.lockstep.core.math;

import java.math.BigInteger;

/**
 * Exponentials in double-double.
 *
 * <p>z = (64^2 k + 64 i + j) log 2 / 64^2 + r with 0 &lt;= i, j &lt; 64 and |r| &lt; 2^-13.5: e^z =
 * 2^k 2^(i/64) 2^(j/4096) e^r.
 *
 * <p>Error: r is off by less than 2^-96; the series stops at r^6/720, 2^-106; its terms from r^3/6
 * on are plain doubles, 2^-95; the double-double products lose 2^-101 each. Together less than
 * 2^-93 of e^z, to which the error of z itself adds: at most 746 * 2^-94 when z comes from {@link
 * FastLog}.
 */
final class FastExp {
  private static final int STEPS = 4096;
  private static final double STEPS_PER_UNIT =
      Binary.nearest(Table.WIDE.over(Table.WIDE.one(), Table.WIDE.ln2()), 12 - Table.WIDE.bits());
  private static final double[] STEP = step();
  private static final Table COARSE = powersOfTwoTo(64);
  private static final Table FINE = powersOfTwoTo(STEPS);

  /** e^710 is above every double. */
  private static final double OVERFLOW = 710;

  /** e^-746 rounds to 0. */
  private static final double UNDERFLOW = -746;

  private FastExp() {}

  /** The double nearest to e^(zh + zl), or NaN if that is not certain or may be subnormal. */
  static double nearest(double zh, double zl) {
    if (zh > OVERFLOW) {
      return Double.POSITIVE_INFINITY;
    }
    if (zh < UNDERFLOW) {
      return 0;
    }
    int n = (int) Math.rint(zh * STEPS_PER_UNIT);
    int k = Math.floorDiv(n, STEPS);
    double mantissa = mantissa(n, zh, zl, Ending::nearest);
    return k <= Double.MIN_EXPONENT ? Double.NaN : Math.scalb(mantissa, k);
  }

  /** e^z without its power of two, between 0.99 and 2.01, given to {@code ending}. */
  static double mantissa(int n, double zh, double zl, Ending ending) {
    // r = z - n STEP; n times the 30 bits of STEP[0] is exact.
    double a = -n * STEP[0];
    double b = -n * STEP[1];
    double za = zh + a;
    double r = za + b;
    double errors = Low.ofSum(za, b, r) + Low.ofSum(zh, a, za) + Low.ofProduct(-n, STEP[1], b);
    double rest = errors + (zl - n * STEP[2]);
    double rh = r + rest;
    double rl = Low.ofSum(r, rest, rh);

    // e^r - 1 = r + (r^2/2 + (r^3/6 + ...))
    double square = rh * rh;
    double squareL = Low.ofProduct(rh, rh, square) + 2 * rh * rl;
    double half = 0.5 * square;
    double cubic = square * rh * (1.0 / 6 + rh * (1.0 / 24 + rh * (1.0 / 120 + rh * (1.0 / 720))));
    double eh = rh + half;
    double el = rh - eh + half + (rl + (0.5 * squareL + cubic));

    // t = 2^(i/64) 2^(j/4096)
    int i = (n >> 6) & 63;
    int j = n & 63;
    double th = COARSE.hi(i) * FINE.hi(j);
    double tl =
        Low.ofProduct(COARSE.hi(i), FINE.hi(j), th)
            + (COARSE.hi(i) * FINE.lo(j) + COARSE.lo(i) * FINE.hi(j));

    // t + t (e^r - 1)
    double ph = th * eh;
    double pl = Low.ofProduct(th, eh, ph) + (th * el + tl * eh);
    double hi = th + ph;
    return ending.of(hi, th - hi + ph + (tl + pl));
  }

  /** log 2 / 4096 as 30 bits and two doubles. */
  private static double[] step() {
    double[] all = Table.parts(Table.WIDE.ln2().shiftRight(12), 1);
    double head = Double.longBitsToDouble(Double.doubleToRawLongBits(all[0]) & (-1L << 23));
    double[] rest = Table.parts(Table.WIDE.ln2().shiftRight(12).subtract(Table.WIDE.of(head)), 2);
    return new double[] {head, rest[0], rest[1]};
  }

  /** 2^(i/n) for i = 0 to 63. */
  private static Table powersOfTwoTo(int n) {
    BigInteger root = Table.WIDE.exp(Table.WIDE.ln2().divide(BigInteger.valueOf(n)));
    BigInteger[] powers = new BigInteger[64];
    powers[0] = Table.WIDE.one();
    for (int i = 1; i < powers.length; i++) {
      powers[i] = Table.WIDE.times(powers[i - 1], root);
    }
    return new Table(powers);
  }
}
