package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.STEP_SIZE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.experimental.optim.Optimizer;

/**
 * {@code experimental.optim.lr_scheduler.StepLR}: the rate times {@code gamma} every {@code
 * step_size} epochs. With {@code step_size} 0 it never changes.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.StepLR.html">MindSpore
 *     2.10</a>
 */
public final class StepLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.StepLR")
          .option(STEP_SIZE)
          .option(GAMMA, 0.1)
          .option(LAST_EPOCH, -1)
          .strict(STEP_SIZE, GAMMA, LAST_EPOCH);

  /** A schedule of this optimizer's rates. */
  public StepLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, STEP_SIZE);
    start();
  }

  @Override
  protected double[] getLr() {
    boolean stays = lastEpoch() == 0 || lastEpoch() % args().get(STEP_SIZE) != 0;
    return stays ? rates() : times(args().get(GAMMA));
  }

  @Override
  protected double[] getClosedFormLr() {
    double decays = Math.floor(precision().over(lastEpoch(), args().get(STEP_SIZE)));
    return baseTimes(precision().power(args().get(GAMMA), decays));
  }
}
