package dev.lockstep.mindspore.ops;

import dev.lockstep.core.Clipping;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;

/**
 * {@code mindspore.ops.clip_by_norm} of a list of gradients: {@code g = g * c} with {@code c =
 * max_norm * (1/(norm + 1e-6))} if that is below 1: torch's {@code clip_grad_norm_} for the norms 2
 * and infinity.
 *
 * <p>Other norms are MindSpore's own: {@code (sum of x^norm_type)^(1/norm_type)} without the
 * magnitude of x, of each tensor and then of these norms. With norm_type 1 elements of both signs
 * cancel, and a negative sum turns the gradients round.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/ops/mindspore.ops.clip_by_norm.html">MindSpore
 *     2.10</a>
 */
public final class ClipByNorm implements Clipping {
  // Keeps the division away from 0; MindSpore's own number.
  private static final float EPSILON = 1e-6f;

  /** {@code max_norm}: the limit. */
  public static final OptionKey<Double> MAX_NORM = OptionKey.of("max_norm", Double.class);

  /** {@code norm_type}: which norm; above 0, or infinite. */
  public static final OptionKey<Double> NORM_TYPE = OptionKey.of("norm_type", Double.class);

  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.ops.clip_by_norm").option(MAX_NORM).option(NORM_TYPE, 2.0);

  private final float maxNorm;
  private final double normType;

  /**
   * A limit.
   *
   * @throws OptionException if it is missing, or the norm is none
   */
  public ClipByNorm(Option... options) {
    Options given = SIGNATURE.bind(options);
    if (!given.has(MAX_NORM)) {
      throw new OptionException("clip_by_norm: max_norm must be given");
    }
    maxNorm = given.get(MAX_NORM).floatValue();
    normType = given.get(NORM_TYPE);
    if (!(normType > 0)) {
      throw new OptionException("clip_by_norm: norm_type must be above 0, got " + normType);
    }
  }

  /**
   * Limits the norm of all gradients together, in place.
   *
   * @throws OptionException if float and double gradients are mixed
   */
  @Override
  public void apply(List<Tensor> gradients) {
    if (gradients.isEmpty()) {
      return;
    }
    DType type = gradients.get(0).dtype();
    // Python divides a number by a tensor as reciprocal * number
    double inverse = type.round(1 / type.round(Norms.ofNorms(gradients, normType) + EPSILON));
    double factor = type.round(inverse * maxNorm);
    if (factor < 1) {
      for (Tensor gradient : gradients) {
        for (int i = 0; i < gradient.size(); i++) {
          gradient.set(i, factor * gradient.get(i));
        }
      }
    }
  }
}
