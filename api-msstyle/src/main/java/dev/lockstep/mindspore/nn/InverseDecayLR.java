package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.DECAY_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.DECAY_STEPS;
import static dev.lockstep.mindspore.MindSporeOptions.IS_STAIR;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.FloatMath;

/**
 * {@code nn.InverseDecayLR}: {@code learning_rate / (1 + decay_rate * (step / decay_steps))}, the
 * quotient floored if {@code is_stair}. Computed with the reciprocal, two roundings.
 */
public final class InverseDecayLR extends LearningRateSchedule {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.InverseDecayLR")
          .option(LEARNING_RATE)
          .option(DECAY_RATE)
          .option(DECAY_STEPS)
          .option(IS_STAIR, false)
          .strict();

  private final float rate;
  private final float decay;
  private final float period;
  private final boolean stair;

  /**
   * A schedule.
   *
   * @throws dev.lockstep.core.OptionException if a number is not above 0
   */
  public InverseDecayLR(Option... options) {
    Options o = bind(SIGNATURE, options);
    period = steps(SIGNATURE, o, DECAY_STEPS);
    rate = (float) positiveRate(SIGNATURE, o, LEARNING_RATE);
    decay = (float) positive(SIGNATURE, o, DECAY_RATE);
    stair = o.get(IS_STAIR);
  }

  @Override
  public float construct(int globalStep) {
    float p = globalStep / period;
    return rate * (1 / (1 + decay * (stair ? FloatMath.floor(p) : p)));
  }
}
