package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.FACTOR;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.TOTAL_ITERS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.experimental.optim.Optimizer;

/**
 * {@code experimental.optim.lr_scheduler.ConstantLR}: the rate times {@code factor} until epoch
 * {@code total_iters}, where it is divided by {@code factor} (torch multiplies by the reciprocal,
 * and so does this in common arithmetic). {@code factor} 0 ends in NaN.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.ConstantLR.html">MindSpore
 *     2.10</a>
 */
public final class ConstantLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.ConstantLR")
          .option(FACTOR, 1.0 / 3)
          .option(TOTAL_ITERS, 5)
          .option(LAST_EPOCH, -1)
          .strict(TOTAL_ITERS, LAST_EPOCH);

  /** A schedule of this optimizer's rates. */
  public ConstantLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options);
    double factor = args().get(FACTOR);
    require(
        factor >= 0 && factor <= 1,
        "Constant multiplicative factor expected to be between 0 and 1, got factor %s",
        factor);
    start();
  }

  @Override
  protected double[] getLr() {
    double factor = args().get(FACTOR);
    if (lastEpoch() == 0) {
      return times(factor);
    }
    if (lastEpoch() != args().get(TOTAL_ITERS)) {
      return rates();
    }
    return precision() == Precision.DOUBLE
        ? times(1 / factor)
        : eachRate(rate -> precision().over(rate, factor));
  }

  @Override
  protected double[] getClosedFormLr() {
    double factor = args().get(FACTOR);
    boolean over = lastEpoch() >= args().get(TOTAL_ITERS);
    return baseTimes(precision().plus(factor, over ? 1 - factor : 0));
  }
}
