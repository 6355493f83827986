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
 * {@code nn.NaturalExpDecayLR}: {@code learning_rate * e^(-decay_rate * step)}; with {@code
 * is_stair} the step is first rounded down to a multiple of {@code decay_steps}.
 *
 * <p>Without {@code is_stair}, {@code decay_steps} is not used: MindSpore's page divides the step
 * by it, its code does not.
 */
public final class NaturalExpDecayLR extends LearningRateSchedule {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.NaturalExpDecayLR")
          .option(LEARNING_RATE)
          .option(DECAY_RATE)
          .option(DECAY_STEPS)
          .option(IS_STAIR, false)
          .strict();

  private static final float E = (float) Math.E;

  private final float rate;
  private final float down;
  private final float period;
  private final boolean stair;

  /**
   * A schedule.
   *
   * @throws dev.lockstep.core.OptionException if a number is not above 0
   */
  public NaturalExpDecayLR(Option... options) {
    Options o = bind(SIGNATURE, options);
    period = steps(SIGNATURE, o, DECAY_STEPS);
    rate = (float) positiveRate(SIGNATURE, o, LEARNING_RATE);
    down = (float) -positive(SIGNATURE, o, DECAY_RATE);
    stair = o.get(IS_STAIR);
  }

  @Override
  public float construct(int globalStep) {
    float p = stair ? FloatMath.floor(globalStep / period) * period : globalStep;
    return rate * FloatMath.pow(E, down * p);
  }
}
