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
 * {@code flow.optimizer.NaturalExpScheduler}: {@code base_lr * exp(-decay_rate*q)}, q = train step
 * over {@code steps}, its whole part with {@code staircase}.
 */
public final class NaturalExpScheduler extends LrScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.NaturalExpScheduler")
          .option(BASE_LR)
          .option(STEPS)
          .option(DECAY_RATE)
          .option(STAIRCASE, false)
          .option(WARMUP);

  /** A schedule with these arguments. */
  public NaturalExpScheduler(Option... options) {
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
    return baseLr * CorrectlyRounded.exp(-args().get(DECAY_RATE) * q);
  }
}
