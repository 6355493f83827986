package dev.lockstep.core.math;

import java.math.BigInteger;

/**
 * Logarithms in double-double.
 *
 * <p>x = m 2^k with m near 1. A 7-bit and a 14-bit reciprocal, a = n/128 and c = 1 + j/2^14, bring
 * m to m a c = 1 + r with |r| &lt; 2^-14.9, and log x = k log 2 - log a - log c + log(1 + r).
 *
 * <p>Error: the series stops at r^7/7, so 2^-107 of r; its terms from r^4/4 on are plain doubles,
 * 2^-97 of r; each double-double operation loses 2^-102. The largest part of the sum is at most
 * four times the sum (log a is 0 for m within 1/257 of 1, log c for m a within 2^-15 of 1), so the
 * logarithm is within 2^-94 of its value, and its product with y too.
 */
final class FastLog {
  private static final double[] LN2 = Table.parts(Table.WIDE.ln2(), 2);
  private static final double[] THIRD = Table.parts(Table.ratio(1, 3), 2);

  /** 128/m lies between 128 - A_RADIUS and 128 + A_RADIUS. */
  private static final int A_RADIUS = 54;

  /** j lies between -C_RADIUS and C_RADIUS. */
  private static final int C_RADIUS = 96;

  private static final Table MINUS_LOG_A = minusLogs(128, A_RADIUS);
  private static final Table MINUS_LOG_C = minusLogs(16384, C_RADIUS);
  private static final double ROOT2 = 0x1.6ap0;
  private static final long FRACTION = 0x000fffffffffffffL;
  private static final long ONE = 0x3ff0000000000000L;

  private FastLog() {}

  /** {@code y * log x} for finite positive x, given to {@code ending}. */
  static double times(double y, double x, Ending ending) {
    boolean subnormal = x < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(subnormal ? x * 0x1p54 : x);
    double m = Double.longBitsToDouble((bits & FRACTION) | ONE);
    int k = (int) (bits >>> 52) - (subnormal ? 1023 + 54 : 1023);
    return m > ROOT2 ? times(y, k + 1, m * 0.5, ending) : times(y, k, m, ending);
  }

  private static double times(double y, int k, double m, Ending ending) {
    // m a c = 1 + r; m a is exact in two doubles, times c it is in three.
    double n = Math.rint(128 / m);
    double a = n * 0x1p-7;
    double ma = m * a;
    double j = Math.rint((1 / ma - 1) * 0x1p14);
    double c = 1 + j * 0x1p-14;
    double mac = ma * c;
    double rest = Low.ofProduct(ma, c, mac) + Low.ofProduct(m, a, ma) * c;
    double rh = (mac - 1) + rest;
    double rl = Low.ofSum(mac - 1, rest, rh);

    // log(1 + r) = r + f, f = r (r (1/3 - r (1/4 - r (1/5 - ...))) - 1/2)
    double tail = rh * (1.0 / 4 - rh * (1.0 / 5 - rh * (1.0 / 6 - rh * (1.0 / 7))));
    double thirdH = THIRD[0] - tail;
    double thirdL = THIRD[0] - thirdH - tail + THIRD[1];
    double ph = rh * thirdH;
    double pl = Low.ofProduct(rh, thirdH, ph) + (rh * thirdL + rl * thirdH);
    double halfH = ph - 0.5;
    double halfL = ph - (halfH + 0.5) + pl;
    double qh = rh * halfH;
    double ql = Low.ofProduct(rh, halfH, qh) + (rh * halfL + rl * halfH);
    double fh = rh * qh;
    double fl = Low.ofProduct(rh, qh, fh) + (rh * ql + rl * qh);

    // the sum, greatest parts first
    double kh = k * LN2[0];
    double kl = Low.ofProduct(k, LN2[0], kh) + k * LN2[1];
    int ia = (int) n - 128 + A_RADIUS;
    int ic = (int) j + C_RADIUS;
    double logA = MINUS_LOG_A.hi(ia);
    double logC = MINUS_LOG_C.hi(ic);
    double s1 = kh + logA;
    double s2 = s1 + logC;
    double s3 = s2 + rh;
    double s4 = s3 + fh;
    double errors = Low.ofSum(s3, fh, s4) + Low.ofSum(s2, rh, s3) + Low.ofSum(s1, logC, s2);
    double lows = fl + rl + MINUS_LOG_C.lo(ic) + MINUS_LOG_A.lo(ia) + kl;
    double low = errors + Low.ofSum(kh, logA, s1) + lows;

    double hi = s4 + low;
    double lo = low - (hi - s4);
    double zh = y * hi;
    return ending.of(zh, Low.ofProduct(y, hi, zh) + y * lo);
  }

  /** -log((center + d) / center) at index radius + d, for |d| up to radius. */
  private static Table minusLogs(int center, int radius) {
    BigInteger[] logs = new BigInteger[2 * radius + 1];
    logs[radius] = BigInteger.ZERO;
    for (int d = 0; d < radius; d++) {
      logs[radius + d + 1] = logs[radius + d].subtract(Table.WIDE.logOfNext(center + d));
      logs[radius - d - 1] = logs[radius - d].add(Table.WIDE.logOfNext(center - d - 1));
    }
    return new Table(logs);
  }
}
