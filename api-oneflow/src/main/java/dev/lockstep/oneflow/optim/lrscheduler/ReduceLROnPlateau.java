package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.COOLDOWN;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.EPS;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.FACTOR;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.MIN_LR;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.MODE;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.PATIENCE;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.THRESHOLD;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.THRESHOLD_MODE;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.core.schedule.PerGroup;
import dev.lockstep.oneflow.optim.Optimizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code oneflow.optim.lr_scheduler.ReduceLROnPlateau}: the rate times {@code factor} when a metric
 * has not become better for more than {@code patience} steps.
 *
 * <p>NaN is never better. A rate is only written if it falls by more than {@code eps}. There is no
 * graph mode.
 *
 * <p>Units: {@code patience} and {@code cooldown} in calls of {@link #step(double)}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class ReduceLROnPlateau extends Scheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.ReduceLROnPlateau")
          .option(MODE, "min")
          .option(FACTOR, 0.1)
          .option(PATIENCE, 10)
          .option(THRESHOLD, 1e-4)
          .option(THRESHOLD_MODE, "rel")
          .option(COOLDOWN, 0)
          .option(MIN_LR, PerGroup.of(0))
          .option(EPS, 1e-8)
          .option(VERBOSE, false);

  private final boolean max;
  private final boolean relative;
  private final double[] minLrs;
  private double best;
  private int cooldownCounter;
  private int numBadSteps;
  private int lastStep;

  /** A schedule of this optimizer's rates. */
  public ReduceLROnPlateau(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options);
    require(args().get(FACTOR) < 1, "Factor should be < 1.0. Got factor %s", args().get(FACTOR));
    PerGroup min = args().get(MIN_LR);
    require(
        min.fits(groups().size()),
        "expected %s min_lrs, got %s",
        groups().size(),
        min.values().size());
    minLrs = min.spread(groups().size());
    max = isFirst(MODE, "max", "min");
    relative = isFirst(THRESHOLD_MODE, "rel", "abs");
    best = worst();
    write(currentLr(), false);
  }

  private boolean isFirst(OptionKey<String> key, String first, String second) {
    String word = args().get(key);
    require(
        word.equals(first) || word.equals(second),
        "%s %s is unknown! It must be %s or %s",
        key.name().replace('_', ' '),
        word,
        first,
        second);
    return word.equals(first);
  }

  private double worst() {
    return max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Goes on by one step with that metric. */
  public void step(double metrics) {
    lastStep++;
    boolean better = isBetter(metrics);
    best = better ? metrics : best;
    numBadSteps = better ? 0 : numBadSteps + 1;
    if (cooldownCounter > 0) {
      cooldownCounter--;
      numBadSteps = 0;
    }
    if (numBadSteps > args().get(PATIENCE)) {
      reduce();
      cooldownCounter = args().get(COOLDOWN);
      numBadSteps = 0;
    }
  }

  private boolean isBetter(double metric) {
    double threshold = args().get(THRESHOLD);
    if (max) {
      return metric > (relative ? best * (threshold + 1) : best + threshold);
    }
    return metric < (relative ? best * (1 - threshold) : best - threshold);
  }

  private void reduce() {
    double[] rates = currentLr();
    for (int i = 0; i < rates.length; i++) {
      double lower = Math.max(rates[i] * args().get(FACTOR), minLrs[i]);
      rates[i] = rates[i] - lower > args().get(EPS) ? lower : rates[i];
    }
    write(rates, args().get(VERBOSE));
  }

  @Override
  void save(Map<String, @Nullable Object> state) {
    args().keys().forEach(key -> state.put(key.name(), args().get(key)));
    state.put("best", best);
    state.put("cooldown_counter", cooldownCounter);
    state.put("num_bad_steps", numBadSteps);
    state.put("last_step", lastStep);
  }

  @Override
  void load(Map<String, ? extends @Nullable Object> state) {
    best = real(state, "best", best);
    cooldownCounter = whole(state, "cooldown_counter", cooldownCounter);
    numBadSteps = whole(state, "num_bad_steps", numBadSteps);
    lastStep = whole(state, "last_step", lastStep);
  }
}
