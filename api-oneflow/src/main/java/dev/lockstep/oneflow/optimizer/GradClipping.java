package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.Tensor;
import dev.lockstep.oneflow.optimizer.gradclipping.ByGlobalNorm;

/** {@code flow.optimizer.grad_clipping}: what limits gradients before the update. */
public interface GradClipping {
  /** Scales the gradients in place. */
  void apply(Iterable<Tensor> gradients);

  /** {@link ByGlobalNorm}. */
  static GradClipping byGlobalNorm(double clipNorm) {
    return new ByGlobalNorm(ByGlobalNorm.CLIP_NORM.is(clipNorm));
  }
}
