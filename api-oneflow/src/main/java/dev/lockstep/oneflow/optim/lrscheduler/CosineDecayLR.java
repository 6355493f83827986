package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.ALPHA;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.DECAY_STEPS;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optim.Optimizer;

/**
 * {@code oneflow.optim.lr_scheduler.CosineDecayLR}: {@code base_lr * ((1 - alpha)*(1 +
 * cos(pi*step/decay_steps))/2 + alpha)}, from {@code decay_steps} on {@code base_lr * alpha}.
 *
 * <p>Units: {@code decay_steps} in calls of {@link #step()}; {@code alpha} is a factor.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class CosineDecayLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.CosineDecayLR")
          .option(DECAY_STEPS)
          .option(ALPHA, 0.0)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  /** A schedule of this optimizer's rates. */
  public CosineDecayLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, DECAY_STEPS);
    int steps = args().get(DECAY_STEPS);
    require(steps > 0, "decay_steps must greater than zero, but got %s", steps);
    start();
  }

  @Override
  public double getLr(double baseLr, int step) {
    int n = args().get(DECAY_STEPS);
    double alpha = args().get(ALPHA);
    return step < n ? baseLr * ((1 - alpha) * halfCosine(step, n) + alpha) : baseLr * alpha;
  }
}
