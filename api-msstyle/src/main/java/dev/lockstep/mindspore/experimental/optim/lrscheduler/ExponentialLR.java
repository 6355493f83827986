package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.experimental.optim.Optimizer;

/**
 * {@code experimental.optim.lr_scheduler.ExponentialLR}: the rate times {@code gamma} every epoch
 * but epoch 0.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.ExponentialLR.html">MindSpore
 *     2.10</a>
 */
public final class ExponentialLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.ExponentialLR")
          .option(GAMMA)
          .option(LAST_EPOCH, -1)
          .strict(GAMMA, LAST_EPOCH);

  /** A schedule of this optimizer's rates. */
  public ExponentialLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, GAMMA);
    start();
  }

  @Override
  protected double[] getLr() {
    return lastEpoch() == 0 ? rates() : times(args().get(GAMMA));
  }

  @Override
  protected double[] getClosedFormLr() {
    return baseTimes(precision().power(args().get(GAMMA), lastEpoch()));
  }
}
