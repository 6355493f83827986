package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.RateOptions.BASE_LR;
import static dev.lockstep.oneflow.optimizer.RateOptions.DECAY_RATE;
import static dev.lockstep.oneflow.optimizer.RateOptions.STAIRCASE;
import static dev.lockstep.oneflow.optimizer.RateOptions.STEPS;
import static dev.lockstep.oneflow.optimizer.RateOptions.WARMUP;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.CorrectlyRounded;

/**
 * {@code flow.optimizer.ExponentialScheduler}: {@code base_lr * decay_rate^q}, q = train step over
 * {@code steps}, its whole part with {@code staircase}.
 */
public final class ExponentialScheduler extends LrScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.ExponentialScheduler")
          .option(BASE_LR)
          .option(STEPS)
          .option(DECAY_RATE)
          .option(STAIRCASE, false)
          .option(WARMUP);

  /** A schedule with these arguments. */
  public ExponentialScheduler(Option... options) {
    super(SIGNATURE, options, BASE_LR, STEPS, DECAY_RATE);
    requireSteps(args().get(STEPS));
  }

  @Override
  public double baseLr() {
    return args().get(BASE_LR);
  }

  @Override
  double decayed(double baseLr, long trainStep) {
    double q = periods(trainStep, args().get(STEPS), args().get(STAIRCASE));
    return baseLr * CorrectlyRounded.pow(args().get(DECAY_RATE), q);
  }
}
