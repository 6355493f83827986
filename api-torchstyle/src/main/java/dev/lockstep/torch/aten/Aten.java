package dev.lockstep.torch.aten;

import dev.lockstep.core.Lanes;
import dev.lockstep.core.math.Glibc;
import dev.lockstep.torch.sqrt.SquareRoot;

/** Torch's elementwise operations that are more than one rounding of their formula. */
public final class Aten {
  private Aten() {}

  /**
   * {@code a.lerp(b, w)}: one fused step from the nearer end.
   *
   * <p>In a loop, w should not change: the branch is then taken out of it.
   *
   * @param far what multiplies b - a when the step is taken from b, {@link #far}
   */
  public static float lerp(float a, float b, float w, float far) {
    return Math.abs(w) < 0.5f ? Math.fma(w, b - a, a) : Math.fma(far, b - a, b);
  }

  /** {@code a.lerp(b, w)}; as the other. */
  public static double lerp(double a, double b, double w, double far) {
    return Math.abs(w) < 0.5 ? Math.fma(w, b - a, a) : Math.fma(far, b - a, b);
  }

  /**
   * What {@link #lerp} multiplies b - a by when it steps from b, for a run of n elements: w - 1 in
   * the vector body, which takes two vectors at a time, and -(1 - w) in the scalar tail. They
   * differ for w = 1 alone, where the one is +0 and the other -0, and then in the sign of a zero.
   */
  public static float far(float w, int n) {
    return n % (2 * Lanes.F32) == 0 ? w - 1 : -(1 - w);
  }

  /** What lerp multiplies b - a by; as the other. */
  public static double far(double w, int n) {
    return n % (2 * Lanes.F64) == 0 ? w - 1 : -(1 - w);
  }

  /** The elements at the end of a run of n whose {@link #far} is another than that of the rest. */
  public static int apart(float w, int n) {
    return w == 1 && n > 2 * Lanes.F32 ? n % (2 * Lanes.F32) : 0;
  }

  /** The elements at the end with another {@link #far}; as the other. */
  public static int apart(double w, int n) {
    return w == 1 && n > 2 * Lanes.F64 ? n % (2 * Lanes.F64) : 0;
  }

  /** {@code c / x} for a Python number c: torch multiplies c by the rounded reciprocal. */
  public static float divide(float c, float x) {
    return c * (1 / x);
  }

  /** {@code c / x} for a Python number c; as the other. */
  public static double divide(double c, double x) {
    return c * (1 / x);
  }

  /**
   * {@code x.pow(y)} of a float32 scalar and a Python float: some powers are products or the square
   * root, the others doubles' of the C library, rounded once more.
   *
   * @param root the one that this torch takes
   */
  public static float pow(float x, double y, SquareRoot root) {
    if (y == 0.5) {
      return root.sqrt(x);
    }
    if (Math.abs(y) == 2) {
      return y < 0 ? 1 / (x * x) : x * x;
    }
    if (y == 3) {
      return x * x * x;
    }
    return y == -0.5 ? 1 / (float) Math.sqrt(x) : (float) Glibc.pow(x, y);
  }

  /** {@code x.pow(y)} of a float64 scalar and a Python float; as the other. */
  public static double pow(double x, double y, SquareRoot root) {
    if (y == 0.5) {
      return root.sqrt(x);
    }
    if (Math.abs(y) == 2) {
      return y < 0 ? 1 / (x * x) : x * x;
    }
    if (y == 3) {
      return x * x * x;
    }
    return y == -0.5 ? 1 / Math.sqrt(x) : Glibc.pow(x, y);
  }
}
