package dev.lockstep.oneflow.optimizer.lossscale;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optimizer.LossScale;

/** {@code flow.optimizer.loss_scale.dynamic_loss_scale}: grows while gradients are finite. */
public final class DynamicLossScale implements LossScale {
  /** The first scale, above 0. */
  public static final OptionKey<Double> INITIAL_LOSS_SCALE =
      OptionKey.of("initial_loss_scale", Double.class);

  /** Runs in a row with finite gradients after which it grows, above 0. */
  public static final OptionKey<Integer> INCREMENT_PERIOD =
      OptionKey.of("increment_period", Integer.class);

  /** What it is multiplied or divided by, above 1. */
  public static final OptionKey<Double> MULTIPLIER = OptionKey.of("multiplier", Double.class);

  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.loss_scale.dynamic_loss_scale")
          .option(INITIAL_LOSS_SCALE, 0x1p30)
          .option(INCREMENT_PERIOD, 2000)
          .option(MULTIPLIER, 2.0);

  private final Options options;

  /**
   * A policy.
   *
   * @throws OptionException if a number is out of its range
   */
  public DynamicLossScale(Option... options) {
    this.options = SIGNATURE.bindAll(options);
    if (!(initial() > 0) || incrementPeriod() <= 0 || !(multiplier() > 1)) {
      throw new OptionException(
          "dynamic_loss_scale: scale and period must be above 0, the multiplier above 1, got "
              + "%s, %s, %s".formatted(initial(), incrementPeriod(), multiplier()));
    }
  }

  @Override
  public double initial() {
    return options.get(INITIAL_LOSS_SCALE);
  }

  @Override
  public int incrementPeriod() {
    return options.get(INCREMENT_PERIOD);
  }

  @Override
  public double multiplier() {
    return options.get(MULTIPLIER);
  }
}
