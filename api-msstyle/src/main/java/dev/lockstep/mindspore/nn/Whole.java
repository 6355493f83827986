package dev.lockstep.mindspore.nn;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.UpdateRule;

/**
 * The update of a whole parameter at once, for rules that need sums over it. What is not a whole
 * array is copied to one and back.
 */
final class Whole<H> {
  private final Parameter parameter;
  private final H h;
  private final UpdateRule<H> rule;
  private final float[][] floats;
  private final double[][] doubles;

  /** The state tensors must be whole arrays of the parameter's type. */
  Whole(Parameter parameter, H h, UpdateRule<H> rule, Tensor... state) {
    this.parameter = parameter;
    this.h = h;
    this.rule = rule;
    boolean f32 = parameter.value().dtype() == DType.F32;
    floats = new float[f32 ? state.length : 0][];
    doubles = new double[f32 ? 0 : state.length][];
    for (int i = 0; i < state.length; i++) {
      if (f32) {
        floats[i] = state[i].floats();
      } else {
        doubles[i] = state[i].doubles();
      }
    }
  }

  H h() {
    return h;
  }

  /** Updates the parameter with its gradient. */
  void run() {
    Tensor value = parameter.value();
    Tensor p = value.isWholeArray() ? value : value.copy();
    Tensor g = parameter.grad().isWholeArray() ? parameter.grad() : parameter.grad().copy();
    if (value.dtype() == DType.F32) {
      rule.update(h, p.floats(), g.floats(), floats, 0, p.size());
    } else {
      rule.update(h, p.doubles(), g.doubles(), doubles, 0, p.size());
    }
    if (p != value) {
      value.copyFrom(p);
    }
  }
}
