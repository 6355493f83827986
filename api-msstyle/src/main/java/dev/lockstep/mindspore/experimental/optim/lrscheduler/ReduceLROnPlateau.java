package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.COOLDOWN;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.EPS;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.FACTOR;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.MIN_LR;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.MODE;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.PATIENCE;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.THRESHOLD;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.THRESHOLD_MODE;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.schedule.PerGroup;
import dev.lockstep.mindspore.experimental.optim.Optimizer;

/**
 * {@code experimental.optim.lr_scheduler.ReduceLROnPlateau}: the rate times {@code factor} when a
 * metric has not become better for more than {@code patience} epochs, all in float32.
 *
 * <p>A rate is written if {@code old > new + eps}; in common arithmetic if {@code old - new > eps},
 * as the same schedule of other frameworks does.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.ReduceLROnPlateau.html">MindSpore
 *     2.10</a>
 */
public final class ReduceLROnPlateau extends Scheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.ReduceLROnPlateau")
          .option(MODE, "min")
          .option(FACTOR, 0.1)
          .option(PATIENCE, 10)
          .option(THRESHOLD, 1e-4)
          .option(THRESHOLD_MODE, "rel")
          .option(COOLDOWN, 0)
          .option(MIN_LR, PerGroup.of(0))
          .option(EPS, 1e-8);

  private final Options args;
  private final boolean max;
  private final boolean relative;
  private final double[] minLrs;
  private double best;
  private int cooldownCounter;
  private int wait;

  /** A schedule of this optimizer's rates. */
  public ReduceLROnPlateau(Optimizer optimizer, Option... options) {
    super(optimizer);
    args = bind(SIGNATURE, options);
    require(args.get(FACTOR) < 1, "the factor should be less than 1.0, got %s", args.get(FACTOR));
    PerGroup min = args.get(MIN_LR);
    int groups = groups().size();
    require(min.fits(groups), "Expected %s min_lrs, got %s", groups, min.values().size());
    minLrs = min.spread(groups);
    max = args.get(MODE).equals("max");
    require(
        max || args.get(MODE).equals("min"),
        "`mode` should be 'min' or 'max', but got %s",
        args.get(MODE));
    relative = args.get(THRESHOLD_MODE).equals("rel");
    require(
        relative || args.get(THRESHOLD_MODE).equals("abs"),
        "`threshold mode` should be 'rel' or 'abs', but got %s",
        args.get(THRESHOLD_MODE));
    best = max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /**
   * Refused: this scheduler must know the metric.
   *
   * @throws OptionException always
   */
  @Override
  public void step() {
    throw new OptionException(
        "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'; call"
            + " step(metrics)");
  }

  /** Goes on by one epoch with that metric. */
  public void step(double metrics) {
    double metric = precision().round(metrics);
    if (isBetter(metric)) {
      best = metric;
      wait = 0;
    } else {
      wait++;
    }
    if (cooldownCounter > 0) {
      cooldownCounter--;
      wait = 0;
    }
    if (wait > args.get(PATIENCE)) {
      reduce();
      cooldownCounter = args.get(COOLDOWN);
      wait = 0;
    }
  }

  private boolean isBetter(double metric) {
    Precision p = precision();
    double threshold = args.get(THRESHOLD);
    if (max) {
      return metric > (relative ? p.times(best, threshold + 1) : p.plus(best, threshold));
    }
    return metric < (relative ? p.times(best, 1 - threshold) : p.minus(best, threshold));
  }

  private void reduce() {
    Precision p = precision();
    double[] rates = rates();
    for (int i = 0; i < rates.length; i++) {
      double lower = Math.max(p.times(rates[i], args.get(FACTOR)), p.round(minLrs[i]));
      boolean falls =
          p == Precision.DOUBLE
              ? rates[i] - lower > args.get(EPS)
              : rates[i] > p.plus(lower, args.get(EPS));
      if (falls) {
        write(groups().get(i), lower);
      }
    }
  }

  @Override
  void undo() {}

  @Override
  void restart() {
    step();
  }
}
