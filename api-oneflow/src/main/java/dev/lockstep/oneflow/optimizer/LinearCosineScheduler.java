package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.RateOptions.ALPHA;
import static dev.lockstep.oneflow.optimizer.RateOptions.BASE_LR;
import static dev.lockstep.oneflow.optimizer.RateOptions.BETA;
import static dev.lockstep.oneflow.optimizer.RateOptions.NUM_PERIODS;
import static dev.lockstep.oneflow.optimizer.RateOptions.STEPS;
import static dev.lockstep.oneflow.optimizer.RateOptions.WARMUP;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;

/**
 * {@code flow.optimizer.LinearCosineScheduler}: {@code base_lr * ((alpha + (n - c)/n)*(1 +
 * cos(pi*2*num_periods*c/n))/2 + beta)}, c the train step up to n = {@code steps}.
 */
public final class LinearCosineScheduler extends LrScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.LinearCosineScheduler")
          .option(BASE_LR)
          .option(STEPS)
          .option(NUM_PERIODS, 0.5)
          .option(ALPHA, 0.0)
          .option(BETA, 0.001)
          .option(WARMUP);

  /** A schedule with these arguments. */
  public LinearCosineScheduler(Option... options) {
    super(SIGNATURE, options, BASE_LR, STEPS);
    requireSteps(args().get(STEPS));
  }

  @Override
  public double baseLr() {
    return args().get(BASE_LR);
  }

  @Override
  double decayed(double baseLr, long trainStep) {
    double n = args().get(STEPS);
    double c = Math.min((double) trainStep, n);
    double factor = halfCosine(Math.PI * 2 * args().get(NUM_PERIODS) * c / n);
    return baseLr * ((args().get(ALPHA) + (n - c) / n) * factor + args().get(BETA));
  }
}
