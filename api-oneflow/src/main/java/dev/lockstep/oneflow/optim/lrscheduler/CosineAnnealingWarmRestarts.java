package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.DECAY_RATE;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.ETA_MIN;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.RESTART_LIMIT;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.T_0;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.T_MULT;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.oneflow.optim.Optimizer;

/**
 * {@code oneflow.optim.lr_scheduler.CosineAnnealingWarmRestarts}: half a cosine from the base rate
 * to {@code eta_min} in {@code T_0} steps, again and again, each time {@code T_mult} times longer
 * and {@code decay_rate} times as high; {@code eta_min} after {@code restart_limit} cycles.
 *
 * <p>The cycle is found with a logarithm, which errs at exact restarts for {@code T_mult} 3: with
 * {@code T_0} 1, step 121 = (3^5 - 1)/2 is still in the cycle before, at {@code eta_min}. This is
 * OneFlow's own result; for {@code T_mult} 2 it is right up to the eighth cycle.
 *
 * <p>Units: {@code T_0} in calls of {@link #step()}; {@code eta_min} is a rate.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class CosineAnnealingWarmRestarts extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.CosineAnnealingWarmRestarts")
          .option(T_0)
          .option(T_MULT, 1)
          .option(ETA_MIN, 0.0)
          .option(DECAY_RATE, 1.0)
          .option(RESTART_LIMIT, 0)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  /** A schedule of this optimizer's rates. */
  public CosineAnnealingWarmRestarts(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, T_0);
    require(args().get(T_0) > 0, "Expected positive integer T_0, but got %s", args().get(T_0));
    require(
        args().get(T_MULT) >= 1, "Expected integer T_mult >= 1, but got %s", args().get(T_MULT));
    start();
  }

  @Override
  public double getLr(double baseLr, int step) {
    double min = args().get(ETA_MIN);
    int limit = args().get(RESTART_LIMIT);
    int first = args().get(T_0);
    int times = args().get(T_MULT);
    int cycle = times == 1 ? step / first : cycle(step, first, times);
    if (limit != 0 && !(limit > 0 && cycle < limit)) {
      return min;
    }
    double scale = Scalars.power(times, cycle);
    double gone = times == 1 ? (double) first * cycle : (1 - scale) / (1 - times) * first;
    double top = baseLr * Scalars.power(args().get(DECAY_RATE), cycle);
    return min + (top - min) * halfCosine(step - gone, scale * first);
  }

  /** Python's {@code math.log(x, base)}: a quotient of two rounded logarithms. */
  private static int cycle(int step, int first, int times) {
    double x = 1 - (double) step / first * (1 - times);
    return (int) Math.floor(CorrectlyRounded.log(x) / CorrectlyRounded.log(times));
  }
}
