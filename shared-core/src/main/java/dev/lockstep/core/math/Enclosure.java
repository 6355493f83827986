package dev.lockstep.core.math;

import java.math.BigInteger;
import java.util.function.IntFunction;

/**
 * A real number strictly between {@code (middle - 1) * 2^-bits} and {@code (middle + 1) * 2^-bits}.
 */
record Enclosure(BigInteger middle, int bits) {
  private static final int FIRST_BITS = 128;

  /** From a value that carries {@link Wide#GUARD} bits more than it promises. */
  static Enclosure ofGuarded(BigInteger value, int guardedBits) {
    return new Enclosure(value.shiftRight(Wide.GUARD), guardedBits - Wide.GUARD);
  }

  /** This number times {@code 2^k}. */
  Enclosure scaled(int k) {
    return new Enclosure(middle, bits - k);
  }

  /**
   * The double nearest to a real number that is neither a double nor halfway between two, by Ziv's
   * strategy: widen until both ends of the enclosure round alike.
   *
   * @param enclose gives an enclosure for a width; the widths double, so it ends
   */
  static double nearest(IntFunction<Enclosure> enclose) {
    for (int bits = FIRST_BITS; ; bits *= 2) {
      Enclosure e = enclose.apply(bits);
      double below = Binary.nearest(e.middle.subtract(BigInteger.ONE), -e.bits);
      double above = Binary.nearest(e.middle.add(BigInteger.ONE), -e.bits);
      if (below == above) {
        return below;
      }
    }
  }
}
