package dev.lockstep.torch.nn.utils;

import dev.lockstep.core.Clipping;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;

/** {@code clip_grad_norm_} with its arguments: see {@link ClipGrad#clipGradNorm}. */
public final class ClipGradNorm implements Clipping {
  /** {@code max_norm}: the limit. */
  public static final OptionKey<Double> MAX_NORM = OptionKey.of("max_norm", Double.class);

  /** {@code norm_type}: which norm; above 0, or infinite. */
  public static final OptionKey<Double> NORM_TYPE = OptionKey.of("norm_type", Double.class);

  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.nn.utils.clip_grad_norm_").option(MAX_NORM).option(NORM_TYPE, 2.0);

  private final double maxNorm;
  private final double normType;

  /**
   * A limit.
   *
   * @throws OptionException if max_norm is missing or a number is refused
   */
  public ClipGradNorm(Option... options) {
    Options given = SIGNATURE.bind(options);
    if (!given.has(MAX_NORM)) {
      throw new OptionException("clip_grad_norm_: max_norm must be given");
    }
    maxNorm = given.get(MAX_NORM);
    normType = given.get(NORM_TYPE);
    if (!(maxNorm >= 0)) {
      throw new OptionException("clip_grad_norm_: max_norm must be at least 0, got " + maxNorm);
    }
    ClipGrad.checkOrder(normType);
  }

  @Override
  public void apply(List<Tensor> gradients) {
    limit(gradients);
  }

  /** {@link #apply}, and the norm before. */
  public double limit(List<Tensor> gradients) {
    return ClipGrad.limitNorm(gradients, maxNorm, normType);
  }
}
