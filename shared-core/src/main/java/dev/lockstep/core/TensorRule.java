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
  private float[][] floats = {};
  private double[][] doubles = {};

  /**
   * Updates a parameter.
   *
   * @param h the numbers of this step
   * @param value modified
   * @param grad not modified
   * @param state in the rule's own order, whole arrays; modified
   */
  public final void update(H h, Tensor value, Tensor grad, List<Tensor> state) {
    Tensor p = isExact(value) ? value : value.copy();
    Tensor g = isExact(grad) ? grad : grad.copy();
    if (value.dtype() == DType.F32) {
      update(h, p.floats(), g.floats(), floats(state), value.extents());
    } else {
      update(h, p.doubles(), g.doubles(), doubles(state), value.extents());
    }
    if (p != value) {
      value.copyFrom(p);
    }
  }

  /** Whether the array has the tensor's elements and no others. */
  private static boolean isExact(Tensor tensor) {
    int available = tensor.floats().length + tensor.doubles().length;
    return tensor.isWholeArray() && available == tensor.size();
  }

  private float[][] floats(List<Tensor> state) {
    if (floats.length < state.size()) {
      floats = new float[state.size()][];
    }
    for (int i = 0; i < state.size(); i++) {
      floats[i] = state.get(i).floats();
    }
    return floats;
  }

  private double[][] doubles(List<Tensor> state) {
    if (doubles.length < state.size()) {
      doubles = new double[state.size()][];
    }
    for (int i = 0; i < state.size(); i++) {
      doubles[i] = state.get(i).doubles();
    }
    return doubles;
  }

  /** Updates a float tensor of that shape, which is not to be changed. */
  protected void update(H h, float[] p, float[] g, float[][] s, int[] shape) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " is for f64");
  }

  /** Updates a double tensor of that shape, which is not to be changed. */
  protected void update(H h, double[] p, double[] g, double[][] s, int[] shape) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " is for f32");
  }
}
