package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.MILESTONES;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.oneflow.optim.Optimizer;
import java.util.List;

/**
 * {@code oneflow.optim.lr_scheduler.MultiStepLR}: {@code base_lr * gamma^n}, n the number of
 * milestones up to and with the step.
 *
 * <p>Differs from torch: milestones must be <b>strictly increasing</b>; torch takes any order and
 * counts repeated ones.
 *
 * <p>Units: milestones in calls of {@link #step()}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class MultiStepLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.MultiStepLR")
          .option(MILESTONES)
          .option(GAMMA, 0.1)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  /** A schedule of this optimizer's rates. */
  public MultiStepLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, MILESTONES);
    List<Integer> milestones = args().get(MILESTONES).values();
    for (int i = 1; i < milestones.size(); i++) {
      require(
          milestones.get(i) > milestones.get(i - 1),
          "values in `list` milestone must be increasing, but got %s",
          milestones);
    }
    double gamma = args().get(GAMMA);
    require(gamma > 0, "gamma must greater than zero, but got %s", gamma);
    start();
  }

  @Override
  public double getLr(double baseLr, int step) {
    int decays = args().get(MILESTONES).countUpTo(step);
    return baseLr * Scalars.power(args().get(GAMMA), decays);
  }
}
