package dev.lockstep.mindspore.amp;

import static dev.lockstep.mindspore.amp.StaticLossScaler.SCALE_VALUE;

import dev.lockstep.core.LossScaler;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;

/**
 * {@code mindspore.amp.DynamicLossScaler}: a loss scale that grows while gradients are finite and
 * falls when they are not.
 *
 * <pre>
 * g = g * (1/scale)
 * scale = max(1, scale / scale_factor)       // after gradients that are not finite
 * scale = scale * scale_factor               // after scale_window steps in a row that are
 * </pre>
 *
 * <p>In float32; a scale that would overflow stays.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/amp/mindspore.amp.DynamicLossScaler.html">MindSpore
 *     2.10</a>
 */
public final class DynamicLossScaler implements LossScaler {
  /** {@code scale_factor}: a whole number. */
  public static final OptionKey<Integer> SCALE_FACTOR = OptionKey.of("scale_factor", Integer.class);

  /** {@code scale_window}: steps. */
  public static final OptionKey<Integer> SCALE_WINDOW = OptionKey.of("scale_window", Integer.class);

  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.amp.DynamicLossScaler")
          .option(SCALE_VALUE)
          .option(SCALE_FACTOR)
          .option(SCALE_WINDOW);

  private final int factor;
  private final int window;
  private float scale;
  private int finiteSteps;

  /**
   * A scale at its first value.
   *
   * @throws OptionException if an argument is missing or refused
   */
  public DynamicLossScaler(Option... options) {
    Options given = SIGNATURE.bind(options);
    scale = StaticLossScaler.checked("DynamicLossScaler", given);
    factor = positive(given, SCALE_FACTOR);
    window = positive(given, SCALE_WINDOW);
  }

  private static int positive(Options given, OptionKey<Integer> key) {
    if (!given.has(key)) {
      throw new OptionException("DynamicLossScaler: " + key.name() + " must be given");
    }
    if (given.get(key) < 1) {
      throw new OptionException(
          "DynamicLossScaler: %s must be above 0, got %s".formatted(key.name(), given.get(key)));
    }
    return given.get(key);
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
  public void update(boolean finite) {
    if (!finite) {
      scale = Math.max(1, scale / factor);
      finiteSteps = 0;
    } else if (++finiteSteps == window) {
      scale = Float.isFinite(scale * factor) ? scale * factor : scale;
      finiteSteps = 0;
    }
  }
}
