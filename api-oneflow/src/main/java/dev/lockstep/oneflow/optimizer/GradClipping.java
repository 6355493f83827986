package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;

/**
 * {@code flow.optimizer.grad_clipping.by_global_norm}: every gradient times {@code min(1/norm,
 * 1/clip_norm)}, norm being that of all of them.
 *
 * <p>For a clip norm of 1, as in OneFlow's guide, this is the usual rule. For another one the
 * source of 2021 lacks the last multiplication by the clip norm, and so does this: gradients come
 * out divided by it.
 *
 * @param clipNorm above 0
 */
public record GradClipping(double clipNorm) {
  public GradClipping {
    if (!(clipNorm > 0)) {
      throw new OptionException("by_global_norm: clip_norm must be above 0, got " + clipNorm);
    }
  }

  /** Limits by the norm of all gradients. */
  public static GradClipping byGlobalNorm(double clipNorm) {
    return new GradClipping(clipNorm);
  }

  /** Scales the gradients. */
  void apply(Iterable<Tensor> gradients) {
    double squares = 0;
    for (Tensor gradient : gradients) {
      for (int i = 0; i < gradient.size(); i++) {
        squares += gradient.get(i) * gradient.get(i);
      }
    }
    double factor = Math.min(1 / Math.sqrt(squares), 1 / clipNorm);
    for (Tensor gradient : gradients) {
      for (int i = 0; i < gradient.size(); i++) {
        gradient.set(i, gradient.get(i) * factor);
      }
    }
  }
}
