package dev.lockstep.torch.sqrt;

/**
 * The correctly rounded root: torch's fused kernels, and its default f32 kernels where MKL runs its
 * AVX2 kernel (all floats checked).
 */
public final class IeeeSquareRoot implements SquareRoot {
  /** A stateless root. */
  public IeeeSquareRoot() {}

  /** Rounding twice is harmless here: a double has more than twice the digits of a float. */
  @Override
  public float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  @Override
  public double sqrt(double x) {
    return Math.sqrt(x);
  }
}
