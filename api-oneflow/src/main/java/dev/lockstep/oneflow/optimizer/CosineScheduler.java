package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.RateOptions.ALPHA;
import static dev.lockstep.oneflow.optimizer.RateOptions.BASE_LR;
import static dev.lockstep.oneflow.optimizer.RateOptions.STEPS;
import static dev.lockstep.oneflow.optimizer.RateOptions.WARMUP;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;

/**
 * {@code flow.optimizer.CosineScheduler}: {@code base_lr * ((1 - alpha)*(1 + cos(pi*c/n))/2 +
 * alpha)}, c the train step up to n = {@code steps}.
 *
 * <p>{@code base_lr} comes <b>first</b>: a published guide writes {@code CosineScheduler(10000,
 * 0.01)}, which is a rate of 10000 that falls in 0.01 steps.
 */
public final class CosineScheduler extends LrScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.CosineScheduler")
          .option(BASE_LR)
          .option(STEPS)
          .option(ALPHA, 0.0)
          .option(WARMUP);

  /** A schedule with these arguments. */
  public CosineScheduler(Option... options) {
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
    double alpha = args().get(ALPHA);
    double factor = halfCosine(Math.PI * Math.min((double) trainStep, n) / n);
    return baseLr * ((1 - alpha) * factor + alpha);
  }
}
