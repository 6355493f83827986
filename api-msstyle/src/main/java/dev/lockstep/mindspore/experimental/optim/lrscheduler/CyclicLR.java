package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.BASE_LR;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.MAX_LR;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.MODE;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.SCALE_FN;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.SCALE_MODE;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.STEP_SIZE_DOWN;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.STEP_SIZE_UP;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.core.schedule.PerGroup;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import java.util.Arrays;
import java.util.Set;

/**
 * {@code experimental.optim.lr_scheduler.CyclicLR}: the rate rises from {@code base_lr} to {@code
 * max_lr} in {@code step_size_up} steps and falls again in {@code step_size_down}. The momentum is
 * left alone.
 *
 * <p>It overwrites the groups' rates with {@code base_lr}; but the first step goes by {@code
 * initial_lr}, so behind an older scheduler the first rate is that one's.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.CyclicLR.html">MindSpore
 *     2.10</a>
 */
public final class CyclicLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.CyclicLR")
          .option(BASE_LR)
          .option(MAX_LR)
          .option(STEP_SIZE_UP, 2000)
          .option(STEP_SIZE_DOWN)
          .option(MODE, "triangular")
          .option(GAMMA, 1.0)
          .option(SCALE_FN)
          .option(SCALE_MODE, "cycle")
          .option(LAST_EPOCH, -1)
          .strict(LAST_EPOCH);

  private static final Set<String> MODES = Set.of("triangular", "triangular2", "exp_range");

  private final double[] maxLrs;
  private final double totalSize;
  private final double upRatio;

  /** A schedule of this optimizer's rates. */
  public CyclicLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, BASE_LR, MAX_LR);
    double[] base = spread(BASE_LR);
    if (lastEpoch() == -1) {
      write(base);
    }
    maxLrs = spread(MAX_LR);
    double up = args().get(STEP_SIZE_UP);
    totalSize = up + (args().has(STEP_SIZE_DOWN) ? args().get(STEP_SIZE_DOWN) : up);
    require(totalSize != 0, "step_size_up and step_size_down are both 0: float division by zero");
    upRatio = up / totalSize;
    require(
        MODES.contains(args().get(MODE)) || args().has(SCALE_FN),
        "mode is invalid and scale_fn is None: mode must be one of triangular, triangular2,"
            + " exp_range, got %s",
        args().get(MODE));
    start();
    setBaseLrs(Arrays.stream(base).map(precision()::round).toArray());
  }

  private double[] spread(OptionKey<PerGroup> key) {
    PerGroup values = args().get(key);
    int groups = groups().size();
    require(
        values.fits(groups),
        "Expected %s values for %s, got %s",
        groups,
        key.name(),
        values.values().size());
    return values.spread(groups);
  }

  @Override
  protected double[] getLr() {
    Precision p = precision();
    double turns = p.over(lastEpoch(), totalSize);
    double cycle = Math.floor(p.plus(1, turns));
    double x = p.minus(p.plus(1, turns), cycle);
    double part = x <= p.round(upRatio) ? p.over(x, upRatio) : p.over(p.minus(x, 1), upRatio - 1);
    double scale = scale(byCycle() ? cycle : lastEpoch());
    double[] rates = baseLrs().clone();
    for (int i = 0; i < rates.length; i++) {
      double height = p.times(p.minus(maxLrs[i], rates[i]), part);
      rates[i] = p.plus(rates[i], p.times(height, scale));
    }
    return rates;
  }

  /** A mode decides what it is scaled by; only scale_fn is asked as scale_mode says. */
  private boolean byCycle() {
    return args().has(SCALE_FN)
        ? args().get(SCALE_MODE).equals("cycle")
        : !args().get(MODE).equals("exp_range");
  }

  private double scale(double x) {
    Precision p = precision();
    if (args().has(SCALE_FN)) {
      return args().get(SCALE_FN).applyAsDouble(x);
    }
    return switch (args().get(MODE)) {
      case "triangular" -> 1;
      case "triangular2" -> p.over(1, p.power(2, p.minus(x, 1)));
      default -> p.power(args().get(GAMMA), x);
    };
  }
}
