package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.oneflow.optim.Optimizer;

/**
 * {@code oneflow.optim.lr_scheduler.ExponentialLR}: {@code base_lr * gamma^step}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class ExponentialLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.ExponentialLR")
          .option(GAMMA)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  /** A schedule of this optimizer's rates. */
  public ExponentialLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, GAMMA);
    double gamma = args().get(GAMMA);
    require(gamma > 0, "'gamma' must be greater than zero, but got %s", gamma);
    start();
  }

  @Override
  public double getLr(double baseLr, int step) {
    return baseLr * Scalars.power(args().get(GAMMA), step);
  }
}
