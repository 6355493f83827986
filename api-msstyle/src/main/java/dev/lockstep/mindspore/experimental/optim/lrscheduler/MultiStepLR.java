package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.MILESTONES;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import java.util.Collections;

/**
 * {@code experimental.optim.lr_scheduler.MultiStepLR}: the rate times {@code gamma} at each
 * milestone; the power of a repeated one is a double.
 *
 * <p>{@code step(epoch)} is refused: in MindSpore its closed form asks for an attribute that only
 * StepLR has. So it cannot begin at a milestone of {@link SequentialLR}.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.MultiStepLR.html">MindSpore
 *     2.10</a>
 */
public final class MultiStepLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.MultiStepLR")
          .option(MILESTONES)
          .option(GAMMA, 0.1)
          .option(LAST_EPOCH, -1)
          .strict(MILESTONES, LAST_EPOCH)
          .listOnly(MILESTONES);

  /** A schedule of this optimizer's rates. */
  public MultiStepLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, MILESTONES);
    start();
  }

  @Override
  protected double[] getLr() {
    int decays = Collections.frequency(args().get(MILESTONES).values(), (int) lastEpoch());
    return decays == 0 ? rates() : times(Scalars.power(args().get(GAMMA), decays));
  }

  @Override
  protected double[] getClosedFormLr() {
    throw new UnsupportedOperationException(
        "MultiStepLR cannot go to an epoch, and so not begin at a milestone of SequentialLR:"
            + " AttributeError, 'MultiStepLR' object has no attribute 'step_size'");
  }
}
