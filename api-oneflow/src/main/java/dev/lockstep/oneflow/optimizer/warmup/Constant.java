package dev.lockstep.oneflow.optimizer.warmup;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optimizer.Warmup;

/** {@code flow.optimizer.warmup.constant}: {@code base_lr * multiplier}. */
public final class Constant implements Warmup {
  /** How many train steps it lasts, above 0. */
  public static final OptionKey<Integer> STEPS = Steps.KEY;

  /** Of the base rate, between 0 and 1, both exclusive. */
  public static final OptionKey<Double> MULTIPLIER = OptionKey.of("multiplier", Double.class);

  /** Names and order; both must be given. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.warmup.constant").option(STEPS).option(MULTIPLIER);

  private final int steps;
  private final double multiplier;

  /**
   * A warm-up with these arguments.
   *
   * @throws OptionException if one is missing or out of its range
   */
  public Constant(Option... options) {
    Options bound = SIGNATURE.bindAll(options);
    steps = Steps.of(bound);
    multiplier = bound.get(MULTIPLIER);
    if (!(multiplier > 0 && multiplier < 1)) {
      throw new OptionException(
          "warmup.constant: multiplier must be between 0 and 1, got " + multiplier);
    }
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public double rate(double baseLr, long trainStep) {
    return baseLr * multiplier;
  }
}
