package dev.lockstep.megengine.ops;

import dev.lockstep.core.math.Glibc;

/**
 * {@code x ** 0.5}. MegEngine calls the C library's {@code powf}, which is not the correctly
 * rounded root in about one of 2,000 numbers.
 *
 * <p>Threads: stateless.
 */
public final class Power {
  private Power() {}

  /** To the power of a half. */
  public static float ofHalf(float x) {
    return Glibc.powf(x, 0.5f);
  }

  /** The same for double, which MegEngine's optimizers do not have: the root. */
  public static double ofHalf(double x) {
    return Math.sqrt(x);
  }
}
