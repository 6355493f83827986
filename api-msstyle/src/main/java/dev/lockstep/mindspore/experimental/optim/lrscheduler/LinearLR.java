package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.END_FACTOR;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.START_FACTOR;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.TOTAL_ITERS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.mindspore.experimental.optim.Optimizer;

/**
 * {@code experimental.optim.lr_scheduler.LinearLR}: the factor goes in equal steps from {@code
 * start_factor} to {@code end_factor} in {@code total_iters} epochs.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.LinearLR.html">MindSpore
 *     2.10</a>
 */
public final class LinearLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.LinearLR")
          .option(START_FACTOR, 1.0 / 3)
          .option(END_FACTOR, 1.0)
          .option(TOTAL_ITERS, 5)
          .option(LAST_EPOCH, -1)
          .strict(TOTAL_ITERS, LAST_EPOCH);

  /** A schedule of this optimizer's rates. */
  public LinearLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options);
    double start = args().get(START_FACTOR);
    double end = args().get(END_FACTOR);
    require(
        start > 0 && start <= 1,
        "Starting multiplicative factor expected to be greater than 0 and less than or equal to 1,"
            + " got start_factor %s",
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
    if (lastEpoch() > total) {
      return rates();
    }
    Precision p = precision();
    double rise = args().get(END_FACTOR) - start;
    double reached = p.plus(total * start, p.times(p.minus(lastEpoch(), 1), rise));
    return times(p.plus(1, p.numberOver(rise, reached)));
  }

  @Override
  protected double[] getClosedFormLr() {
    Precision p = precision();
    int total = args().get(TOTAL_ITERS);
    double start = args().get(START_FACTOR);
    double rise = args().get(END_FACTOR) - start;
    return baseTimes(
        lastEpoch() < total
            ? p.plus(start, p.over(p.times(rise, lastEpoch()), total))
            : start + Scalars.divide(rise * total, total));
  }
}
