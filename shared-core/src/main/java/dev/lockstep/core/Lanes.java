package dev.lockstep.core;

/**
 * Elements in one 256-bit vector: frameworks that compute a vector body and a scalar tail with
 * other roundings cut a run of {@code n} elements at {@code n - n % lanes}.
 */
public final class Lanes {
  /** Floats in an AVX2 register. */
  public static final int F32 = 8;

  /** Doubles in an AVX2 register. */
  public static final int F64 = 4;

  private Lanes() {}
}
