package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.WARMUP_STEPS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.Checks;

/**
 * {@code nn.WarmUpLR}: {@code learning_rate * min(step, warmup_steps)/warmup_steps}; the first step
 * has rate 0.
 */
public final class WarmUpLR extends LearningRateSchedule {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.WarmUpLR").option(LEARNING_RATE).option(WARMUP_STEPS).strict();

  private final float rate;
  private final int period;

  /**
   * A schedule.
   *
   * @throws dev.lockstep.core.OptionException if the rate is below 0 or {@code warmup_steps} is not
   *     above 0
   */
  public WarmUpLR(Option... options) {
    Options o = bind(SIGNATURE, options);
    double value = Checks.constant(SIGNATURE.api(), LEARNING_RATE, o.get(LEARNING_RATE));
    Checks.nonNegative(SIGNATURE.api(), LEARNING_RATE, value);
    rate = (float) value;
    period = steps(SIGNATURE, o, WARMUP_STEPS);
  }

  @Override
  public float construct(int globalStep) {
    return rate * ((float) Math.min(globalStep, period) / period);
  }
}
