package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.FACTOR;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.TOTAL_ITERS;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optim.Optimizer;

/**
 * {@code oneflow.optim.lr_scheduler.ConstantLR}: {@code base_lr * factor} while {@code step <
 * total_iters}, then the base rate.
 *
 * <p>Units: {@code total_iters} in calls of {@link #step()}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class ConstantLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.ConstantLR")
          .option(FACTOR, 1.0 / 3)
          .option(TOTAL_ITERS, 5)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  /** A schedule of this optimizer's rates. */
  public ConstantLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options);
    double factor = args().get(FACTOR);
    require(
        factor >= 0 && factor <= 1,
        "Constant multiplicative factor expected to be between 0 and 1. Got factor %s",
        factor);
    start();
  }

  @Override
  public double getLr(double baseLr, int step) {
    return step < args().get(TOTAL_ITERS) ? baseLr * args().get(FACTOR) : baseLr;
  }
}
