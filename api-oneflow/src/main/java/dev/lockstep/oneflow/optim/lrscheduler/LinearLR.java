package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.END_FACTOR;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.START_FACTOR;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.TOTAL_ITERS;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optim.Optimizer;

/**
 * {@code oneflow.optim.lr_scheduler.LinearLR}: {@code base_lr * (start + (end - start) *
 * step/total_iters)}, from {@code total_iters} on {@code base_lr * end}.
 *
 * <p>Differs from torch: {@code start_factor} may be 0.
 *
 * <p>Units: {@code total_iters} in calls of {@link #step()}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class LinearLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.LinearLR")
          .option(START_FACTOR, 1.0 / 3)
          .option(END_FACTOR, 1.0)
          .option(TOTAL_ITERS, 5)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  /** A schedule of this optimizer's rates. */
  public LinearLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options);
    double start = args().get(START_FACTOR);
    double end = args().get(END_FACTOR);
    require(
        start >= 0 && start <= 1,
        "Starting multiplicative factor expected to be between 0 and 1. Got start_factor %s",
        start);
    require(
        end >= 0 && end <= 1,
        "Ending multiplicative factor expected to be between 0 and 1. Got end_factor %s",
        end);
    start();
  }

  @Override
  public double getLr(double baseLr, int step) {
    int n = args().get(TOTAL_ITERS);
    double start = args().get(START_FACTOR);
    double end = args().get(END_FACTOR);
    return baseLr * (step < n ? start + (end - start) * ((double) step / n) : end);
  }
}
