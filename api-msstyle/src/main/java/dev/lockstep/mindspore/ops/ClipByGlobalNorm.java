package dev.lockstep.mindspore.ops;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mindspore.ops.clip_by_global_norm}: {@code x*clip_norm/max(norm, clip_norm)}, norm being
 * that of all elements. Torch's {@code clip_grad_norm_} multiplies by one number instead and adds
 * 1e-6 to the norm.
 *
 * <p>The squares are added up in double and the norm is rounded once; the order in which the CPU
 * kernel adds is not known.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/ops/mindspore.ops.clip_by_global_norm.html">MindSpore
 *     2.10</a>
 */
public final class ClipByGlobalNorm {
  private ClipByGlobalNorm() {}

  /**
   * The limited gradients, in new tensors.
   *
   * @throws OptionException if clipNorm is not above 0
   */
  public static List<Tensor> clip(List<Tensor> gradients, double clipNorm) {
    if (!(clipNorm > 0)) {
      throw new OptionException("clip_by_global_norm: clip_norm must be above 0, got " + clipNorm);
    }
    double sum = 0;
    for (Tensor gradient : gradients) {
      for (int i = 0; i < gradient.size(); i++) {
        sum += gradient.get(i) * gradient.get(i);
      }
    }
    List<Tensor> clipped = new ArrayList<>();
    for (Tensor gradient : gradients) {
      clipped.add(scaled(gradient, clipNorm, Math.sqrt(sum)));
    }
    return clipped;
  }

  private static Tensor scaled(Tensor gradient, double clipNorm, double norm) {
    DType type = gradient.dtype();
    double limit = type.round(clipNorm);
    double divisor = Math.max(type.round(norm), limit);
    Tensor scaled = gradient.zerosLike();
    for (int i = 0; i < scaled.size(); i++) {
      scaled.set(i, type.round(gradient.get(i) * limit) / divisor);
    }
    return scaled;
  }
}
