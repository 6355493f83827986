package dev.lockstep.torch.nn.utils;

import dev.lockstep.core.Clipping;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;

/** {@code clip_grad_value_} with its argument: see {@link ClipGrad#clipGradValue}. */
public final class ClipGradValue implements Clipping {
  /** {@code clip_value}: the limit of the magnitude. */
  public static final OptionKey<Double> CLIP_VALUE = OptionKey.of("clip_value", Double.class);

  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.nn.utils.clip_grad_value_").option(CLIP_VALUE);

  private final double clipValue;

  /**
   * A limit.
   *
   * @throws OptionException if it is missing or below 0
   */
  public ClipGradValue(Option... options) {
    Options given = SIGNATURE.bind(options);
    if (!given.has(CLIP_VALUE)) {
      throw new OptionException("clip_grad_value_: clip_value must be given");
    }
    clipValue = given.get(CLIP_VALUE);
    ClipGrad.checkLimit(clipValue);
  }

  @Override
  public void apply(List<Tensor> gradients) {
    ClipGrad.limitValue(gradients, clipValue);
  }
}
