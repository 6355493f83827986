package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.POWER;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.TOTAL_ITERS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.experimental.optim.Optimizer;

/**
 * {@code experimental.optim.lr_scheduler.PolynomialLR}: {@code base * (1 -
 * epoch/total_iters)^power}, then 0.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.PolynomialLR.html">MindSpore
 *     2.10</a>
 */
public final class PolynomialLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.PolynomialLR")
          .option(TOTAL_ITERS, 5)
          .option(POWER, 1.0)
          .option(LAST_EPOCH, -1)
          .strict(TOTAL_ITERS, POWER, LAST_EPOCH);

  /** A schedule of this optimizer's rates. */
  public PolynomialLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options);
    require(args().get(POWER) >= 0, "the 'power' must be >= 0, got %s", args().get(POWER));
    start();
  }

  @Override
  protected double[] getLr() {
    if (lastEpoch() == 0 || lastEpoch() > args().get(TOTAL_ITERS)) {
      return rates();
    }
    Precision p = precision();
    double ratio = p.over(left(lastEpoch()), left(p.minus(lastEpoch(), 1)));
    return times(p.power(ratio, args().get(POWER)));
  }

  @Override
  protected double[] getClosedFormLr() {
    double epoch = Math.min(args().get(TOTAL_ITERS), lastEpoch());
    return baseTimes(precision().power(left(epoch), args().get(POWER)));
  }

  /** The part of the way that is left. */
  private double left(double epoch) {
    return precision().minus(1, precision().over(epoch, args().get(TOTAL_ITERS)));
  }
}
