package dev.lockstep.torch.sqrt;

/**
 * The square root of a kernel. All agree on special values: the root of -0 is -0, of anything else
 * below 0 and of NaN it is NaN, of infinity it is infinity.
 */
public interface SquareRoot {
  /** The root of a float. */
  float sqrt(float x);

  /** The root of a double. */
  double sqrt(double x);
}
