package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.CYCLE;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.DECAY_BATCH;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.END_LEARNING_RATE;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.POWER;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.oneflow.optim.Optimizer;

/**
 * {@code oneflow.optim.lr_scheduler.PolynomialLR}: {@code (base_lr - end)*(1 - c/n)^power + end}, c
 * the step up to n = {@code decay_batch}.
 *
 * <p>With {@code cycle}, n is the next multiple of {@code decay_batch} and step 0 counts as 1.
 *
 * <p>Differs from torch: other arguments, and it ends at {@code end_learning_rate}, a rate and
 * 0.0001 by default, where torch ends at 0.
 *
 * <p>Units: {@code decay_batch} in calls of {@link #step()}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class PolynomialLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.PolynomialLR")
          .option(DECAY_BATCH)
          .option(END_LEARNING_RATE, 0.0001)
          .option(POWER, 1.0)
          .option(CYCLE, false)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  /** A schedule of this optimizer's rates. */
  public PolynomialLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, DECAY_BATCH);
    int steps = args().get(DECAY_BATCH);
    require(steps > 0, "decay_batch must greater than zero, but got %s", steps);
    start();
  }

  @Override
  public double getLr(double baseLr, int step) {
    double end = args().get(END_LEARNING_RATE);
    double n = args().get(DECAY_BATCH);
    double c = Math.min(step, n);
    if (args().get(CYCLE)) {
      c = Math.max(step, 1);
      n *= Math.ceil(c / n);
    }
    return (baseLr - end) * Scalars.power(1 - c / n, args().get(POWER)) + end;
  }
}
