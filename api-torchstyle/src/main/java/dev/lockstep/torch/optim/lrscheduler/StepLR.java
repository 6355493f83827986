package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.STEP_SIZE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.torch.optim.Optimizer;

/**
 * {@code torch.optim.lr_scheduler.StepLR}: the rate times {@code gamma} every {@code step_size}
 * epochs.
 *
 * <p>{@code step_size} 0 is accepted; the first step refuses it, as torch's does.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html">torch
 *     2.15</a>
 */
public final class StepLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.StepLR")
          .option(STEP_SIZE)
          .option(GAMMA, 0.1)
          .option(LAST_EPOCH, -1);

  /** A schedule of this optimizer's rates. */
  public StepLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, STEP_SIZE);
    start();
  }

  @Override
  protected double[] getLr() {
    boolean stays = lastEpoch() == 0 || Scalars.modulo(lastEpoch(), args().get(STEP_SIZE)) != 0;
    return stays ? currentLr() : times(args().get(GAMMA));
  }

  @Override
  protected double[] getClosedFormLr() {
    int decays = Scalars.floorDivide(lastEpoch(), args().get(STEP_SIZE));
    return baseTimes(Scalars.power(args().get(GAMMA), decays));
  }
}
