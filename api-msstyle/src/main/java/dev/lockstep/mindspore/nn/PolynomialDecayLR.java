package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.DECAY_STEPS;
import static dev.lockstep.mindspore.MindSporeOptions.END_LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.POWER;
import static dev.lockstep.mindspore.MindSporeOptions.UPDATE_DECAY_STEPS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.FloatMath;

/**
 * {@code nn.PolynomialDecayLR}: {@code (learning_rate - end) * (1 - step/decay_steps)^power + end};
 * after {@code decay_steps} the end, or, with {@code update_decay_steps}, on with the next multiple
 * of {@code decay_steps}.
 */
public final class PolynomialDecayLR extends LearningRateSchedule {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.PolynomialDecayLR")
          .option(LEARNING_RATE)
          .option(END_LEARNING_RATE)
          .option(DECAY_STEPS)
          .option(POWER)
          .option(UPDATE_DECAY_STEPS, false)
          .strict();

  private final float difference;
  private final float end;
  private final float period;
  private final float power;
  private final boolean stretch;

  /**
   * A schedule.
   *
   * @throws dev.lockstep.core.OptionException if {@code end_learning_rate} is below 0 or another
   *     number is not above 0
   */
  public PolynomialDecayLR(Option... options) {
    Options o = bind(SIGNATURE, options);
    double start = positiveRate(SIGNATURE, o, LEARNING_RATE);
    double last = o.get(END_LEARNING_RATE);
    Checks.nonNegative(SIGNATURE.api(), END_LEARNING_RATE, last);
    difference = (float) (start - last);
    end = (float) last;
    period = steps(SIGNATURE, o, DECAY_STEPS);
    power = (float) positive(SIGNATURE, o, POWER);
    stretch = o.get(UPDATE_DECAY_STEPS);
  }

  @Override
  public float construct(int globalStep) {
    float step = stretch ? globalStep : Math.min((float) globalStep, period);
    float whole = stretch ? period * Math.max(FloatMath.ceil(step / period), 1) : period;
    return difference * FloatMath.pow(1 - step / whole, power) + end;
  }
}
