package dev.lockstep.torch.amp;

import dev.lockstep.core.LossScaler;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;

/**
 * {@code torch.amp.GradScaler}: a loss scale that grows while gradients are finite and falls when
 * they are not.
 *
 * <pre>
 * g = g * (1/scale)                          // the reciprocal is rounded to float32
 * scale = scale * backoff_factor             // after gradients that are not finite
 * scale = scale * growth_factor              // after growth_interval steps in a row that are
 * </pre>
 *
 * <p>The scale is a float32 number; one that would overflow stays.
 *
 * <p>Threads: one caller at a time.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/amp.html">torch 2.15</a>
 */
public final class GradScaler implements LossScaler {
  /** {@code init_scale}: the first scale. */
  public static final OptionKey<Double> INIT_SCALE = OptionKey.of("init_scale", Double.class);

  /** {@code growth_factor}: above 1. */
  public static final OptionKey<Double> GROWTH_FACTOR = OptionKey.of("growth_factor", Double.class);

  /** {@code backoff_factor}: below 1. */
  public static final OptionKey<Double> BACKOFF_FACTOR =
      OptionKey.of("backoff_factor", Double.class);

  /** {@code growth_interval}: steps. */
  public static final OptionKey<Integer> GROWTH_INTERVAL =
      OptionKey.of("growth_interval", Integer.class);

  /** {@code enabled}: false leaves everything alone. */
  public static final OptionKey<Boolean> ENABLED = OptionKey.of("enabled", Boolean.class);

  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.amp.GradScaler")
          .option(INIT_SCALE, 65536.0)
          .option(GROWTH_FACTOR, 2.0)
          .option(BACKOFF_FACTOR, 0.5)
          .option(GROWTH_INTERVAL, 2000)
          .option(ENABLED, true);

  private final Options options;
  private float scale;
  private int finiteSteps;

  /**
   * A scale at its first value.
   *
   * @throws OptionException if a factor is refused
   */
  public GradScaler(Option... options) {
    this.options = SIGNATURE.bind(options);
    require(this.options.get(GROWTH_FACTOR) > 1, GROWTH_FACTOR, "above 1");
    require(this.options.get(BACKOFF_FACTOR) < 1, BACKOFF_FACTOR, "below 1");
    require(this.options.get(INIT_SCALE) > 0, INIT_SCALE, "above 0");
    require(this.options.get(GROWTH_INTERVAL) > 0, GROWTH_INTERVAL, "above 0");
    scale = this.options.get(INIT_SCALE).floatValue();
  }

  private void require(boolean condition, OptionKey<?> key, String allowed) {
    if (!condition) {
      throw new OptionException(
          "GradScaler: %s must be %s, got %s".formatted(key.name(), allowed, options.get(key)));
    }
  }

  @Override
  public double scale() {
    return options.get(ENABLED) ? scale : 1;
  }

  @Override
  public boolean unscale(List<Tensor> gradients) {
    return !options.get(ENABLED) || LossScaler.times(gradients, (float) (1.0 / scale));
  }

  @Override
  public void update(boolean finite) {
    if (!options.get(ENABLED)) {
      return;
    }
    if (!finite) {
      scale = (float) (scale * options.get(BACKOFF_FACTOR));
      finiteSteps = 0;
    } else if (++finiteSteps == options.get(GROWTH_INTERVAL)) {
      float grown = (float) (scale * options.get(GROWTH_FACTOR));
      scale = Float.isFinite(grown) ? grown : scale;
      finiteSteps = 0;
    }
  }
}
