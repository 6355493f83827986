package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.POWER;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.TOTAL_ITERS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.torch.optim.Optimizer;

/**
 * {@code torch.optim.lr_scheduler.PolynomialLR}: {@code base * (1 - epoch/total_iters)^power}, then
 * 0.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html">torch
 *     2.15</a>
 */
public final class PolynomialLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.PolynomialLR")
          .option(TOTAL_ITERS, 5)
          .option(POWER, 1.0)
          .option(LAST_EPOCH, -1);

  /** A schedule of this optimizer's rates. */
  public PolynomialLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options);
    start();
  }

  @Override
  protected double[] getLr() {
    int total = args().get(TOTAL_ITERS);
    if (isInitial() || lastEpoch() > total) {
      return currentLr();
    }
    double now = 1 - Scalars.divide(lastEpoch(), total);
    double before = 1 - Scalars.divide(lastEpoch() - 1, total);
    return times(Scalars.power(Scalars.divide(now, before), args().get(POWER)));
  }

  @Override
  protected double[] getClosedFormLr() {
    int total = args().get(TOTAL_ITERS);
    double left = 1 - Scalars.divide(Math.min(total, lastEpoch()), total);
    return baseTimes(Scalars.power(left, args().get(POWER)));
  }
}
