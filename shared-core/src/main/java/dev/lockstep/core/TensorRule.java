package dev.lockstep.core;

import java.util.List;

/**
 * The update of a whole parameter at once, in place: for rules with reductions or matrices, which
 * are no {@link UpdateRule}.
 *
 * <p>Threads: an instance may have scratch memory and belongs to one optimizer.
 *
 * @param <H> the numbers of one step, in double; a rule narrows them itself
 */
public abstract class TensorRule<H> {
  /**
   * Updates a parameter.
   *
   * @param h the numbers of this step
   * @param value modified
   * @param grad not modified
   * @param state in the rule's own order, whole arrays; modified
   */
  public final void update(H h, Tensor value, Tensor grad, List<Tensor> state) {
    Tensor p = value.isWholeArray() ? value : value.copy();
    Tensor g = grad.isWholeArray() ? grad : grad.copy();
    if (value.dtype() == DType.F32) {
      float[][] s = state.stream().map(Tensor::floats).toArray(float[][]::new);
      update(h, p.floats(), g.floats(), s, value.shape());
    } else {
      double[][] s = state.stream().map(Tensor::doubles).toArray(double[][]::new);
      update(h, p.doubles(), g.doubles(), s, value.shape());
    }
    if (p != value) {
      value.copyFrom(p);
    }
  }

  /** Updates a float tensor of that shape. */
  protected void update(H h, float[] p, float[] g, float[][] s, int[] shape) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " is for f64");
  }

  /** Updates a double tensor of that shape. */
  protected void update(H h, double[] p, double[] g, double[][] s, int[] shape) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " is for f32");
  }
}
