package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.BASE_LR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.BASE_MOMENTUM;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.CYCLE_MOMENTUM;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.MAX_LR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.MAX_MOMENTUM;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.MODE;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.SCALE_FN;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.SCALE_MODE;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.STEP_SIZE_DOWN;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.STEP_SIZE_UP;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.core.schedule.PerGroup;
import dev.lockstep.torch.optim.Optimizer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.optim.lr_scheduler.CyclicLR}: the rate rises from {@code base_lr} to {@code max_lr}
 * in {@code step_size_up} steps and falls again in {@code step_size_down}, while the momentum does
 * the opposite; to be stepped after every batch.
 *
 * <p>It overwrites the groups' rates with {@code base_lr}; but the initial step goes by {@code
 * initial_lr}, so behind an older scheduler the first rate is that one's.
 *
 * @see <a href="https://arxiv.org/abs/1506.01186">Smith 2017</a>; torch 2.15
 */
public final class CyclicLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.CyclicLR")
          .option(BASE_LR)
          .option(MAX_LR)
          .option(STEP_SIZE_UP, 2000)
          .option(STEP_SIZE_DOWN)
          .option(MODE, "triangular")
          .option(GAMMA, 1.0)
          .option(SCALE_FN)
          .option(SCALE_MODE, "cycle")
          .option(CYCLE_MOMENTUM, true)
          .option(BASE_MOMENTUM, PerGroup.of(0.8))
          .option(MAX_MOMENTUM, PerGroup.of(0.9))
          .option(LAST_EPOCH, -1);

  private static final Set<String> MODES = Set.of("triangular", "triangular2", "exp_range");

  private final boolean cycleMomentum;
  private MomentumKnob knob = MomentumKnob.MOMENTUM;
  private double[] maxLrs;
  private double[] baseMomentums = {};
  private double[] maxMomentums = {};
  private double totalSize;
  private double stepRatio;

  /** A schedule of this optimizer's rates. */
  public CyclicLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, BASE_LR, MAX_LR);
    double[] base = spread(BASE_LR, args());
    if (lastEpoch() == -1) {
      for (int i = 0; i < base.length; i++) {
        assign(groups().get(i), base[i]);
      }
    }
    maxLrs = spread(MAX_LR, args());
    double up = args().get(STEP_SIZE_UP);
    totalSize = up + (args().has(STEP_SIZE_DOWN) ? args().get(STEP_SIZE_DOWN) : up);
    require(totalSize != 0, "step_size_up and step_size_down are both 0: float division by zero");
    stepRatio = up / totalSize;
    require(
        MODES.contains(args().get(MODE)) || args().has(SCALE_FN),
        "mode is invalid and scale_fn is None: mode must be one of triangular, triangular2,"
            + " exp_range, got %s",
        args().get(MODE));
    cycleMomentum = args().get(CYCLE_MOMENTUM);
    if (cycleMomentum) {
      initMomentum();
    }
    start();
    setBaseLrs(base);
  }

  private void initMomentum() {
    knob = MomentumKnob.of(this, optimizer());
    baseMomentums = spread(BASE_MOMENTUM, args());
    maxMomentums = spread(MAX_MOMENTUM, args());
    for (int i = 0; i < maxMomentums.length && lastEpoch() == -1; i++) {
      knob.start(groups().get(i), baseMomentums[i], maxMomentums[i]);
    }
  }

  @Override
  protected double[] getLr() {
    double cycle = Math.floor(1 + lastEpoch() / totalSize);
    double x = 1 + lastEpoch() / totalSize - cycle;
    double part =
        x <= stepRatio ? Scalars.divide(x, stepRatio) : Scalars.divide(x - 1, stepRatio - 1);
    double scale = scale(byCycle() ? cycle : lastEpoch());
    double[] rates =
        baseChanged(
            (in, group, rate) -> {
              double height = in.times(in.minus(maxLrs[group], rate), part);
              return in.plus(rate, in.times(height, scale));
            });
    for (int i = 0; i < maxMomentums.length; i++) {
      double depth = (maxMomentums[i] - baseMomentums[i]) * part;
      knob.set(groups().get(i), maxMomentums[i] - depth * scale);
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
    if (args().has(SCALE_FN)) {
      return args().get(SCALE_FN).applyAsDouble(x);
    }
    return switch (args().get(MODE)) {
      case "triangular" -> 1;
      case "triangular2" -> 1 / Scalars.power(2, x - 1);
      default -> Scalars.power(args().get(GAMMA), x);
    };
  }

  @Override
  protected void saveArguments(Map<String, @Nullable Object> state) {
    state.put("max_lrs", boxed(maxLrs));
    state.put("total_size", totalSize);
    state.put("step_ratio", stepRatio);
    state.put("mode", args().get(MODE));
    state.put("gamma", args().get(GAMMA));
    state.put("_scale_fn_custom", null);
    state.put(
        "scale_mode",
        args().has(SCALE_FN) ? args().get(SCALE_MODE) : byCycle() ? "cycle" : "iterations");
    state.put("cycle_momentum", cycleMomentum);
    if (cycleMomentum) {
      state.put("use_beta1", knob == MomentumKnob.BETA1);
      state.put("base_momentums", boxed(baseMomentums));
      state.put("max_momentums", boxed(maxMomentums));
    }
  }

  @Override
  protected void loadArguments(SavedState state) {
    maxLrs = state.reals("max_lrs", maxLrs);
    totalSize = state.real("total_size", totalSize);
    stepRatio = state.real("step_ratio", stepRatio);
    args().set(MODE, state.text("mode", args().get(MODE)));
    args().set(GAMMA, state.real("gamma", args().get(GAMMA)));
    args().set(SCALE_MODE, state.text("scale_mode", args().get(SCALE_MODE)));
    if (cycleMomentum) {
      baseMomentums = state.reals("base_momentums", baseMomentums);
      maxMomentums = state.reals("max_momentums", maxMomentums);
    }
  }
}
