package dev.lockstep.conformance;

import dev.lockstep.core.DType;

/** IEEE-754 bits of f32 (lower half of a long) and f64. */
final class Bits {
  private Bits() {}

  /** The number, widened. */
  static double real(DType dtype, long bits) {
    return dtype == DType.F32 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
  }

  /** The bits of a number, rounded to the type. */
  static long of(DType dtype, double value) {
    return dtype == DType.F32
        ? Float.floatToRawIntBits((float) value) & 0xffffffffL
        : Double.doubleToRawLongBits(value);
  }

  /** 8 or 16 hex digits. */
  static String hex(DType dtype, long bits) {
    return dtype == DType.F32 ? "%08x".formatted(bits) : "%016x".formatted(bits);
  }

  /** Distance to the next number of that type. */
  static double ulp(DType dtype, double value) {
    return dtype == DType.F32 ? Math.ulp((float) value) : Math.ulp(value);
  }

  /**
   * How many numbers of that type lie from one to the other; the two zeros are one apart. Two NaN
   * are equal, one NaN is infinitely far from any number.
   */
  static double distance(DType dtype, long a, long b) {
    if (a == b) {
      return 0;
    }
    boolean aNaN = Double.isNaN(real(dtype, a));
    boolean bNaN = Double.isNaN(real(dtype, b));
    if (aNaN || bNaN) {
      return aNaN && bNaN ? 0 : Double.POSITIVE_INFINITY;
    }
    double far = Math.abs((double) rank(dtype, a) - (double) rank(dtype, b));
    return far < 0x1p53 ? Math.abs(rank(dtype, a) - rank(dtype, b)) : far;
  }

  /** Place in the order of all numbers of that type, -0 just before 0. */
  private static long rank(DType dtype, long bits) {
    long signed = dtype == DType.F32 ? (int) bits : bits;
    long lowest = dtype == DType.F32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
    return signed >= 0 ? signed : lowest - signed - 1;
  }
}
