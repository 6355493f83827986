package dev.lockstep.oneflow.optimizer.lossscale;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optimizer.LossScale;

/** {@code flow.optimizer.loss_scale.static_loss_scale}: always the same factor. */
public final class StaticLossScale implements LossScale {
  /** The factor, above 0. */
  public static final OptionKey<Double> LOSS_SCALE_FACTOR =
      OptionKey.of("loss_scale_factor", Double.class);

  /** Its one option, which must be given. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.loss_scale.static_loss_scale").option(LOSS_SCALE_FACTOR);

  private final double scale;

  /**
   * A policy.
   *
   * @throws OptionException if the factor is missing or not above 0
   */
  public StaticLossScale(Option... options) {
    scale = SIGNATURE.bindAll(options).get(LOSS_SCALE_FACTOR);
    if (!(scale > 0)) {
      throw new OptionException("static_loss_scale: must be above 0, got " + scale);
    }
  }

  @Override
  public double initial() {
    return scale;
  }

  @Override
  public int incrementPeriod() {
    return 0;
  }

  @Override
  public double multiplier() {
    return 1;
  }
}
