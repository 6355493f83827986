package dev.lockstep.oneflow.optimizer.warmup;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optimizer.Warmup;

/**
 * {@code flow.optimizer.warmup.linear}: {@code base_lr * (start + (1 - start)*step/steps)}; from 0
 * the rate of the first train step is 0.
 */
public final class Linear implements Warmup {
  /** How many train steps it lasts, above 0. */
  public static final OptionKey<Integer> STEPS = Steps.KEY;

  /** Where it starts, from 0 to 1, 1 exclusive. */
  public static final OptionKey<Double> START_MULTIPLIER =
      OptionKey.of("start_multiplier", Double.class);

  /** Names and order; both must be given. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.warmup.linear").option(STEPS).option(START_MULTIPLIER);

  private final int steps;
  private final double start;

  /**
   * A warm-up with these arguments.
   *
   * @throws OptionException if one is missing or out of its range
   */
  public Linear(Option... options) {
    Options bound = SIGNATURE.bindAll(options);
    steps = Steps.of(bound);
    start = bound.get(START_MULTIPLIER);
    if (!(start >= 0 && start < 1)) {
      throw new OptionException(
          "warmup.linear: start_multiplier must be at least 0 and below 1, got " + start);
    }
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public double rate(double baseLr, long trainStep) {
    double part = (double) trainStep / steps;
    return baseLr * (start + (1 - start) * part);
  }
}
