package dev.lockstep.mindspore.amp;

import dev.lockstep.core.LossScaler;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;

/**
 * {@code mindspore.amp.StaticLossScaler}: always the same scale; {@code g = g * (1/scale)} in
 * float32.
 *
 * <p>A step whose gradients are not finite is the loop's to judge; here it is skipped, as with the
 * dynamic one.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/amp/mindspore.amp.StaticLossScaler.html">MindSpore
 *     2.10</a>
 */
public final class StaticLossScaler implements LossScaler {
  /** {@code scale_value}: at least 1. */
  public static final OptionKey<Double> SCALE_VALUE = OptionKey.of("scale_value", Double.class);

  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.amp.StaticLossScaler").option(SCALE_VALUE);

  private final float scale;

  /**
   * A scale.
   *
   * @throws OptionException if it is missing or below 1
   */
  public StaticLossScaler(Option... options) {
    Options given = SIGNATURE.bind(options);
    scale = checked("StaticLossScaler", given);
  }

  /** The scale of these options. */
  static float checked(String name, Options given) {
    if (!given.has(SCALE_VALUE)) {
      throw new OptionException(name + ": scale_value must be given");
    }
    if (!(given.get(SCALE_VALUE) >= 1)) {
      throw new OptionException(
          "%s: scale_value must be at least 1, got %s".formatted(name, given.get(SCALE_VALUE)));
    }
    return given.get(SCALE_VALUE).floatValue();
  }

  @Override
  public double scale() {
    return scale;
  }

  @Override
  public boolean unscale(List<Tensor> gradients) {
    return LossScaler.times(gradients, 1 / scale);
  }

  @Override
  public void update(boolean finite) {}
}
