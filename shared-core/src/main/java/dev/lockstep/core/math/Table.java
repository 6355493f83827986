package dev.lockstep.core.math;

import java.math.BigInteger;

/** Values of a function on a grid, each as a sum of two doubles: 106 bits or more. */
final class Table {
  /** The width that tables and constants are made with. */
  static final Wide WIDE = new Wide(160);

  private final double[] hi;
  private final double[] lo;

  /** Values as numbers of {@link #WIDE}. */
  Table(BigInteger... values) {
    this.hi = new double[values.length];
    this.lo = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double[] parts = parts(values[i], 2);
      hi[i] = parts[0];
      lo[i] = parts[1];
    }
  }

  double hi(int i) {
    return hi[i];
  }

  double lo(int i) {
    return lo[i];
  }

  /** A wide number as an unevaluated sum of doubles, each the nearest to what is left. */
  static double[] parts(BigInteger v, int count) {
    double[] parts = new double[count];
    BigInteger rest = v;
    for (int i = 0; i < count; i++) {
      parts[i] = Binary.nearest(rest, -WIDE.bits());
      rest = rest.subtract(WIDE.of(parts[i]));
    }
    return parts;
  }

  /** {@code numerator / denominator}. */
  static BigInteger ratio(int numerator, int denominator) {
    return WIDE.one()
        .multiply(BigInteger.valueOf(numerator))
        .divide(BigInteger.valueOf(denominator));
  }
}
