package dev.lockstep.oneflow.optimizer.gradclipping;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.oneflow.optimizer.GradClipping;

/**
 * {@code flow.optimizer.grad_clipping.by_global_norm}: every gradient times {@code min(1/norm,
 * 1/clip_norm)}, norm being that of all of them.
 *
 * <p>For a clip norm of 1, as in OneFlow's guide, this is the usual rule. For another one the
 * source of 2021 lacks the last multiplication by the clip norm, and so does this: gradients come
 * out divided by it.
 */
public final class ByGlobalNorm implements GradClipping {
  /** The limit, above 0. */
  public static final OptionKey<Double> CLIP_NORM = OptionKey.of("clip_norm", Double.class);

  /** Its one option, which must be given. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.grad_clipping.by_global_norm").option(CLIP_NORM);

  private final double clipNorm;

  /**
   * A limit.
   *
   * @throws OptionException if it is missing or not above 0
   */
  public ByGlobalNorm(Option... options) {
    clipNorm = SIGNATURE.bindAll(options).get(CLIP_NORM);
    if (!(clipNorm > 0)) {
      throw new OptionException("by_global_norm: clip_norm must be above 0, got " + clipNorm);
    }
  }

  @Override
  public void apply(Iterable<Tensor> gradients) {
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
