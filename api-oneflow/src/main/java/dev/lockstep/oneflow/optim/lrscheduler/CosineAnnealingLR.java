package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.ETA_MIN;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.T_MAX;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.oneflow.optim.Optimizer;

/**
 * {@code oneflow.optim.lr_scheduler.CosineAnnealingLR}: {@code eta_min + (base_lr - eta_min) * (1 +
 * cos(pi*step/T_max))/2}; it rises again after {@code T_max}.
 *
 * <p>Units: {@code T_max} in calls of {@link #step()}; {@code eta_min} is a rate.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class CosineAnnealingLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.CosineAnnealingLR")
          .option(T_MAX)
          .option(ETA_MIN, 0.0)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  /** A schedule of this optimizer's rates. */
  public CosineAnnealingLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, T_MAX);
    int steps = args().get(T_MAX);
    require(steps > 0, "T_max must greater than zero, but got %s", steps);
    start();
  }

  @Override
  public double getLr(double baseLr, int step) {
    double min = args().get(ETA_MIN);
    return min + (baseLr - min) * halfCosine(step, args().get(T_MAX));
  }

  /** The graph kernel divides before it multiplies by pi. */
  @Override
  double graphLr(double baseLr, int step) {
    double min = args().get(ETA_MIN);
    double angle = Math.PI * ((double) step / args().get(T_MAX));
    return min + (baseLr - min) * (0.5 * (1 + CorrectlyRounded.cos(angle)));
  }
}
