package dev.lockstep.mindspore.ops;

import dev.lockstep.core.Clipping;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;

/**
 * {@code mindspore.ops.clip_by_global_norm}: {@code g = g * clip_norm / max(norm, clip_norm)}, norm
 * being that of all gradients together. Nothing is added to the norm, other than in torch; the norm
 * and the limit are floats, of double gradients too, and a norm that is NaN limits nothing.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/ops/mindspore.ops.clip_by_global_norm.html">MindSpore
 *     2.10</a>
 */
public final class ClipByGlobalNorm implements Clipping {
  /** {@code clip_norm}: the limit, above 0. */
  public static final OptionKey<Double> CLIP_NORM = OptionKey.of("clip_norm", Double.class);

  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.ops.clip_by_global_norm").option(CLIP_NORM, 1.0);

  private final double clipNorm;

  /**
   * A limit.
   *
   * @throws OptionException if it is not above 0
   */
  public ClipByGlobalNorm(Option... options) {
    clipNorm = SIGNATURE.bind(options).get(CLIP_NORM);
    check(clipNorm);
  }

  private static void check(double clipNorm) {
    if (!(clipNorm > 0)) {
      throw new OptionException("clip_by_global_norm: clip_norm must be above 0, got " + clipNorm);
    }
  }

  /**
   * The limited gradients, in new tensors.
   *
   * @throws OptionException if clipNorm is not above 0
   */
  public static List<Tensor> clip(List<Tensor> gradients, double clipNorm) {
    check(clipNorm);
    float limit = (float) clipNorm;
    float norm = Norms.euclidean(gradients);
    float divisor = norm >= limit ? norm : limit;
    return gradients.stream().map(gradient -> scaled(gradient, limit, divisor)).toList();
  }

  private static Tensor scaled(Tensor gradient, float limit, float divisor) {
    Tensor scaled = gradient.zerosLike();
    for (int i = 0; i < scaled.size(); i++) {
      scaled.set(i, gradient.dtype().round(gradient.get(i) * limit) / divisor);
    }
    return scaled;
  }

  @Override
  public void apply(List<Tensor> gradients) {
    List<Tensor> clipped = clip(gradients, clipNorm);
    for (int i = 0; i < clipped.size(); i++) {
      gradients.get(i).copyFrom(clipped.get(i));
    }
  }
}
