package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.RateOptions.BASE_LR;
import static dev.lockstep.oneflow.optimizer.RateOptions.CYCLE;
import static dev.lockstep.oneflow.optimizer.RateOptions.END_LEARNING_RATE;
import static dev.lockstep.oneflow.optimizer.RateOptions.POWER;
import static dev.lockstep.oneflow.optimizer.RateOptions.STEPS;
import static dev.lockstep.oneflow.optimizer.RateOptions.WARMUP;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.CorrectlyRounded;

/**
 * {@code flow.optimizer.PolynomialScheduler}: {@code (base_lr - end)*(1 - c/n)^power + end}, c the
 * train step up to n = {@code steps}; with {@code cycle}, n is the next multiple of {@code steps}
 * and train step 0 counts as 1.
 */
public final class PolynomialScheduler extends LrScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.PolynomialScheduler")
          .option(BASE_LR)
          .option(STEPS)
          .option(END_LEARNING_RATE, 0.0001)
          .option(POWER, 1.0)
          .option(CYCLE, false)
          .option(WARMUP);

  /** A schedule with these arguments. */
  public PolynomialScheduler(Option... options) {
    super(SIGNATURE, options, BASE_LR, STEPS);
    requireSteps(args().get(STEPS));
  }

  @Override
  public double baseLr() {
    return args().get(BASE_LR);
  }

  @Override
  double decayed(double baseLr, long trainStep) {
    double end = args().get(END_LEARNING_RATE);
    double n = args().get(STEPS);
    double c = Math.min((double) trainStep, n);
    if (args().get(CYCLE)) {
      c = (double) Math.max(trainStep, 1);
      n *= Math.ceil(c / n);
    }
    return (baseLr - end) * CorrectlyRounded.pow(1 - c / n, args().get(POWER)) + end;
  }
}
