package dev.lockstep.core;

/**
 * The update of a run of elements: one pass over memory, in place.
 *
 * <p>A rule is stateless and may be shared between threads; one (parameter, slots) pair belongs to
 * one caller at a time. The stepper calls it with runs that start at a multiple of {@link
 * Stepper#TILE} elements and are that long but for the last, so a rule that treats the last {@code
 * n % lanes} elements of a tensor apart may take the last of each run.
 *
 * @param <H> the numbers of one step (rate, betas, ...), in double; a rule narrows them itself
 */
public abstract class UpdateRule<H> {
  /**
   * Updates {@code n} elements of type float.
   *
   * @param h the numbers of this step
   * @param p parameter, from index {@code po}; modified
   * @param g gradient, from index {@code go}; not modified
   * @param s state slots in the rule's own order, each from index {@code so}; modified
   */
  public void update(H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " is for f64");
  }

  /** Updates {@code n} elements of type double; as the other. */
  public void update(H h, double[] p, int po, double[] g, int go, double[][] s, int so, int n) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " is for f32");
  }
}
