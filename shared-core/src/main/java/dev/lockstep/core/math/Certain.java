package dev.lockstep.core.math;

import java.math.BigInteger;

/**
 * The functions by integers of growing width: slow (some ten microseconds), and right whatever the
 * input. Asked only where double-double cannot tell which double is nearest.
 */
final class Certain {
  private Certain() {}

  /** e^x for finite x other than 0: then e^x is transcendental, never a tie. */
  static double exp(double x) {
    return Enclosure.nearest(bits -> exp(Binary.mantissa(x), Binary.exponent(x), bits));
  }

  /** log x for finite x above 0 other than 1: transcendental, never a tie. */
  static double log(double x) {
    return Enclosure.nearest(
        bits -> {
          Wide wide = new Wide(bits + Wide.GUARD);
          return Enclosure.ofGuarded(log(x, wide), wide.bits());
        });
  }

  /** x^y for finite x above 0 other than 1 and finite y other than 0. */
  static double pow(double x, double y) {
    ExactPower exact = ExactPower.of(x, y);
    return exact.exists()
        ? Binary.nearest(exact.mantissa(), exact.exponent())
        : Enclosure.nearest(bits -> pow(x, y, bits));
  }

  /** sin(x + quarters * pi/2) for finite x other than 0: transcendental, never a tie. */
  static double sine(double x, int quarters) {
    return Enclosure.nearest(bits -> sine(x, quarters, bits));
  }

  /** e^z, z = m * 2^e = k log 2 + r: e^r, its point moved by k. */
  private static Enclosure exp(BigInteger m, int e, int bits) {
    // |z| < 2^10 wherever e^z is a double, so k has at most 11 bits.
    Wide wide = new Wide(bits + Wide.GUARD);
    BigInteger z = Wide.shift(m, e + wide.bits());
    BigInteger ln2 = wide.ln2();
    BigInteger k = z.divide(ln2);
    BigInteger r = z.subtract(k.multiply(ln2));
    return Enclosure.ofGuarded(wide.exp(r), wide.bits()).scaled(k.intValueExact());
  }

  /** x = m * 2^k with 1/2 < m < 2: log x = log m + k log 2. */
  private static BigInteger log(double x, Wide wide) {
    int k = Math.getExponent(Binary.mantissa(x).doubleValue()) + Binary.exponent(x);
    BigInteger m = Wide.shift(Binary.mantissa(x), Binary.exponent(x) - k + wide.bits());
    return wide.log(m).add(wide.ln2().multiply(BigInteger.valueOf(k)));
  }

  /** e^(y log x); the logarithm is as much wider as y magnifies its error. */
  private static Enclosure pow(double x, double y, int bits) {
    Wide wide = new Wide(bits + 2 * Wide.GUARD + Math.max(0, Math.getExponent(y) + 1));
    BigInteger product = log(x, wide).multiply(Binary.mantissa(y));
    return exp(product, Binary.exponent(y) - wide.bits(), bits);
  }

  /** x = k pi/2 + r; pi is as much wider as k magnifies its error. */
  private static Enclosure sine(double x, int quarters, int bits) {
    Wide wide = new Wide(bits + 2 * Wide.GUARD + Math.max(0, Math.getExponent(x) + 1));
    BigInteger quarter = wide.pi().shiftRight(1);
    BigInteger[] kr = wide.of(x).divideAndRemainder(quarter);
    int turn = kr[0].intValue() + quarters;
    BigInteger s = (turn & 1) == 0 ? wide.sin(kr[1]) : wide.cos(kr[1]);
    BigInteger signed = (turn & 2) == 0 ? s : s.negate();
    return Enclosure.ofGuarded(signed, wide.bits());
  }
}
