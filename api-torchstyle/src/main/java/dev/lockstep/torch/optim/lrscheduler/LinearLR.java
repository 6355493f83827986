package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.END_FACTOR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.START_FACTOR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.TOTAL_ITERS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.torch.optim.Optimizer;

/**
 * {@code torch.optim.lr_scheduler.LinearLR}: the factor goes in equal steps from {@code
 * start_factor} to {@code end_factor} in {@code total_iters} epochs.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html">torch
 *     2.15</a>
 */
public final class LinearLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.LinearLR")
          .option(START_FACTOR, 1.0 / 3)
          .option(END_FACTOR, 1.0)
          .option(TOTAL_ITERS, 5)
          .option(LAST_EPOCH, -1);

  /** A schedule of this optimizer's rates. */
  public LinearLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options);
    double start = args().get(START_FACTOR);
    double end = args().get(END_FACTOR);
    require(
        start > 0 && start <= 1,
        "Starting multiplicative factor expected to be greater than 0 and less or equal to 1, got"
            + " start_factor %s",
        start);
    require(
        end >= 0 && end <= 1,
        "Ending multiplicative factor expected to be between 0 and 1, got end_factor %s",
        end);
    start();
  }

  @Override
  protected double[] getLr() {
    int total = args().get(TOTAL_ITERS);
    double start = args().get(START_FACTOR);
    if (lastEpoch() == 0) {
      return times(start);
    }
    if (isInitial() || lastEpoch() > total) {
      return currentLr();
    }
    double rise = args().get(END_FACTOR) - start;
    return times(1 + Scalars.divide(rise, total * start + (lastEpoch() - 1) * rise));
  }

  @Override
  protected double[] getClosedFormLr() {
    int total = args().get(TOTAL_ITERS);
    double start = args().get(START_FACTOR);
    double rise = args().get(END_FACTOR) - start;
    return baseTimes(start + Scalars.divide(rise * Math.min(total, lastEpoch()), total));
  }
}
