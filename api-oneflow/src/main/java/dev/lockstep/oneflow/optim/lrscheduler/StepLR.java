package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.STEP_SIZE;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.oneflow.optim.Optimizer;

/**
 * {@code oneflow.optim.lr_scheduler.StepLR}: {@code base_lr * gamma^floor(step/step_size)}.
 *
 * <p>Units: {@code step_size} in calls of {@link #step()}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class StepLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.StepLR")
          .option(STEP_SIZE)
          .option(GAMMA, 0.1)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  /** A schedule of this optimizer's rates. */
  public StepLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, STEP_SIZE);
    int size = args().get(STEP_SIZE);
    double gamma = args().get(GAMMA);
    require(size > 0, "step_size must greater than zero, but got %s", size);
    require(gamma > 0, "gamma must greater than zero, but got %s", gamma);
    start();
  }

  @Override
  public double getLr(double baseLr, int step) {
    int decays = Math.floorDiv(step, args().get(STEP_SIZE));
    return baseLr * Scalars.power(args().get(GAMMA), decays);
  }
}
