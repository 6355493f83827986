package dev.lockstep.mindspore.ops;

import dev.lockstep.core.Clipping;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;

/**
 * {@code mindspore.ops.clip_by_global_norm}: {@code g = g * clip_norm / max(norm, clip_norm)}, norm
 * being that of all gradients together. Nothing is added to the norm, other than in torch.
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

  private final float clipNorm;

  /**
   * A limit.
   *
   * @throws OptionException if it is not above 0
   */
  public ClipByGlobalNorm(Option... options) {
    Options given = SIGNATURE.bind(options);
    if (!(given.get(CLIP_NORM) > 0)) {
      throw new OptionException(
          "clip_by_global_norm: clip_norm must be above 0, got " + given.get(CLIP_NORM));
    }
    clipNorm = given.get(CLIP_NORM).floatValue();
  }

  @Override
  public void apply(List<Tensor> gradients) {
    float norm = Math.max(Norms.of(gradients, 2), clipNorm);
    for (Tensor gradient : gradients) {
      for (int i = 0; i < gradient.size(); i++) {
        gradient.set(i, (float) gradient.get(i) * clipNorm / norm);
      }
    }
  }
}
