package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.torch.optim.Optimizer;

/**
 * {@code torch.optim.lr_scheduler.ExponentialLR}: the rate times {@code gamma} every epoch.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html">torch
 *     2.15</a>
 */
public final class ExponentialLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.ExponentialLR").option(GAMMA).option(LAST_EPOCH, -1);

  /** A schedule of this optimizer's rates. */
  public ExponentialLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, GAMMA);
    start();
  }

  @Override
  protected double[] getLr() {
    return isInitial() ? currentLr() : times(args().get(GAMMA));
  }

  @Override
  protected double[] getClosedFormLr() {
    return baseTimes(Scalars.power(args().get(GAMMA), lastEpoch()));
  }
}
