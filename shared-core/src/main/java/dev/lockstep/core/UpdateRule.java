package dev.lockstep.core;

import java.util.Optional;

/**
 * The update of a run of elements: one pass over memory, in place.
 *
 * <p>One index for all arrays: element {@code i} of the parameter is {@code p[i]}, its gradient
 * {@code g[i]}, its state {@code s[k][i]}. A loop over several indices ({@code p[a + i]}, {@code
 * g[b + i]}) is not vectorised, because the compiler cannot tell that a store to one array does not
 * change another (four times slower; doc/adr/0001).
 *
 * <p>A rule is stateless and may be shared between threads; one (parameter, slots) pair belongs to
 * one caller at a time. The stepper calls it with runs that start at a multiple of {@link
 * Stepper#TILE} elements and are a multiple of it long but for the last, so a rule that treats the
 * last {@code n % lanes} elements of a tensor apart may take the last of each run.
 *
 * @param <H> the numbers of one step (rate, betas, ...), in double; a rule narrows them itself
 */
public abstract class UpdateRule<H> {
  /**
   * Updates the elements {@code [from, to)} of a float tensor.
   *
   * @param h the numbers of this step
   * @param p parameter; modified
   * @param g gradient; not modified
   * @param s state slots in the rule's own order; modified
   */
  public void update(H h, float[] p, float[] g, float[][] s, int from, int to) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " is for f64");
  }

  /**
   * This rule for one parameter whose gradient is viewed through the transforms of its steps; empty
   * if the build made no such twin, as of a rule that is not of this project. The gradient is
   * copied and transformed then: the same bits, more memory traffic.
   */
  public Optional<UpdateRule<H>> through(GradientView view) {
    return ViewedTwins.make(this, view);
  }

  /** Updates the elements {@code [from, to)} of a double tensor; as the other. */
  public void update(H h, double[] p, double[] g, double[][] s, int from, int to) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " is for f32");
  }
}
