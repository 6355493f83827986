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
 * {@code mindspore.ops.clip_by_value}: each element into {@code [clip_value_min, clip_value_max]};
 * where the least is above the largest, the largest.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/ops/mindspore.ops.clip_by_value.html">MindSpore
 *     2.10</a>
 */
public final class ClipByValue implements Clipping {
  /** {@code clip_value_min}: the least; none if absent. */
  public static final OptionKey<Double> CLIP_VALUE_MIN =
      OptionKey.of("clip_value_min", Double.class);

  /** {@code clip_value_max}: the largest; none if absent. */
  public static final OptionKey<Double> CLIP_VALUE_MAX =
      OptionKey.of("clip_value_max", Double.class);

  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.ops.clip_by_value").option(CLIP_VALUE_MIN).option(CLIP_VALUE_MAX);

  private final double least;
  private final double largest;

  /**
   * A limit.
   *
   * @throws OptionException if both sides are missing
   */
  public ClipByValue(Option... options) {
    Options given = SIGNATURE.bind(options);
    if (!given.has(CLIP_VALUE_MIN) && !given.has(CLIP_VALUE_MAX)) {
      throw new OptionException(
          "clip_by_value: clip_value_min or clip_value_max must be given, neither is");
    }
    least = given.has(CLIP_VALUE_MIN) ? given.get(CLIP_VALUE_MIN) : Double.NEGATIVE_INFINITY;
    largest = given.has(CLIP_VALUE_MAX) ? given.get(CLIP_VALUE_MAX) : Double.POSITIVE_INFINITY;
  }

  @Override
  public void apply(List<Tensor> gradients) {
    for (Tensor gradient : gradients) {
      for (int i = 0; i < gradient.size(); i++) {
        gradient.set(i, Math.min(Math.max(gradient.get(i), least), largest));
      }
    }
  }
}
