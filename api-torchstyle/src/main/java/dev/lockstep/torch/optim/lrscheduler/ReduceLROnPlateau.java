package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.COOLDOWN;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.FACTOR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.MIN_LR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.MODE;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.PATIENCE;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.THRESHOLD;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.THRESHOLD_MODE;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import dev.lockstep.core.schedule.PerGroup;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.optim.lr_scheduler.ReduceLROnPlateau}: the rate times {@code factor} when a metric
 * has not become better for more than {@code patience} epochs.
 *
 * <p>Better is {@code metric < best*(1 - threshold)}, {@code metric < best - threshold}, {@code
 * metric > best*(1 + threshold)} or {@code metric > best + threshold}, as {@code mode} and {@code
 * threshold_mode} say. NaN is never better. A rate is only written if it falls by more than {@code
 * eps}.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html">torch
 *     2.15</a>
 */
public final class ReduceLROnPlateau extends Scheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.ReduceLROnPlateau")
          .option(MODE, "min")
          .option(FACTOR, 0.1)
          .option(PATIENCE, 10)
          .option(THRESHOLD, 1e-4)
          .option(THRESHOLD_MODE, "rel")
          .option(COOLDOWN, 0)
          .option(MIN_LR, PerGroup.of(0))
          .option(EPS, 1e-8);

  private final @Nullable Double defaultMinLr;
  private boolean max;
  private boolean relative;
  private double factor;
  private double threshold;
  private double eps;
  private int patience;
  private int cooldown;
  private double[] minLrs;
  private double best;
  private int cooldownCounter;
  private int numBadEpochs;
  private int lastEpoch;

  /** A schedule of this optimizer's rates. */
  public ReduceLROnPlateau(Optimizer optimizer, Option... options) {
    super(optimizer);
    Options args = bind(SIGNATURE, options);
    factor = args.get(FACTOR);
    require(factor < 1, "Factor should be < 1.0, got factor %s", factor);
    PerGroup min = args.get(MIN_LR);
    require(
        min.fits(groups().size()),
        "expected %s min_lrs, got %s",
        groups().size(),
        min.values().size());
    defaultMinLr = min.shared() ? min.values().get(0) : null;
    minLrs = min.spread(groups().size());
    patience = args.get(PATIENCE);
    cooldown = args.get(COOLDOWN);
    eps = args.get(EPS);
    threshold = args.get(THRESHOLD);
    max = isMax(args.get(MODE));
    relative = isRelative(args.get(THRESHOLD_MODE));
    best = worst();
    rememberLr();
  }

  private boolean isMax(String mode) {
    boolean isMax = mode.equals("max");
    require(isMax || mode.equals("min"), "mode %s is unknown! It must be min or max", mode);
    return isMax;
  }

  private boolean isRelative(String mode) {
    boolean isRelative = mode.equals("rel");
    require(
        isRelative || mode.equals("abs"),
        "threshold mode %s is unknown! It must be rel or abs",
        mode);
    return isRelative;
  }

  private double worst() {
    return max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
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
    observe(metrics, lastEpoch + 1);
  }

  /** Goes to an epoch with that metric. Torch deprecates it; the epoch has no influence. */
  public void step(double metrics, int epoch) {
    observe(metrics, epoch);
  }

  private void observe(double metric, int epoch) {
    lastEpoch = epoch;
    if (isBetter(metric)) {
      best = metric;
      numBadEpochs = 0;
    } else {
      numBadEpochs++;
    }
    if (cooldownCounter > 0) {
      cooldownCounter--;
      numBadEpochs = 0;
    }
    if (numBadEpochs > patience) {
      reduce();
      cooldownCounter = cooldown;
      numBadEpochs = 0;
    }
    rememberLr();
  }

  private boolean isBetter(double metric) {
    if (max) {
      return metric > (relative ? best * (threshold + 1) : best + threshold);
    }
    return metric < (relative ? best * (1 - threshold) : best - threshold);
  }

  private void reduce() {
    double[] limits = limits();
    for (int i = 0; i < limits.length; i++) {
      ParamGroup group = groups().get(i);
      double rate = group.get(TorchOptions.LR); // of a tensor of several groups it may have fallen
      double lower = Math.max(rate * factor, limits[i]);
      if (rate - lower > eps) {
        assign(group, lower);
      }
    }
  }

  /** Groups that came later have the limit of all, if there is one. */
  private double[] limits() {
    if (minLrs.length != groups().size()) {
      if (defaultMinLr == null) {
        throw new IllegalStateException(
            "%s: The number of param groups in the `optimizer` (%s) differs from when it was made (%s), and min_lr was a list; %s"
                .formatted(name(), groups().size(), minLrs.length, LATE_GROUP));
      }
      minLrs = PerGroup.of(defaultMinLr).spread(groups().size());
    }
    return minLrs;
  }

  @Override
  void initialStep() {
    step();
  }

  @Override
  void undo() {
    lastEpoch--;
  }

  @Override
  void updateLr(int epoch) {
    step();
  }

  @Override
  protected void save(Map<String, @Nullable Object> state) {
    state.put("factor", factor);
    state.put("default_min_lr", defaultMinLr);
    state.put("min_lrs", boxed(minLrs));
    state.put("patience", patience);
    state.put("cooldown", cooldown);
    state.put("eps", eps);
    state.put("last_epoch", lastEpoch);
    super.save(state);
    state.put("mode_worse", worst());
    state.put("mode", max ? "max" : "min");
    state.put("threshold", threshold);
    state.put("threshold_mode", relative ? "rel" : "abs");
    state.put("best", best);
    state.put("cooldown_counter", cooldownCounter);
    state.put("num_bad_epochs", numBadEpochs);
  }

  @Override
  protected void load(SavedState state) {
    max = isMax(state.text("mode", max ? "max" : "min"));
    relative = isRelative(state.text("threshold_mode", relative ? "rel" : "abs"));
    super.load(state);
    factor = state.real("factor", factor);
    minLrs = state.reals("min_lrs", minLrs);
    patience = state.whole("patience", patience);
    cooldown = state.whole("cooldown", cooldown);
    eps = state.real("eps", eps);
    lastEpoch = state.whole("last_epoch", lastEpoch);
    threshold = state.real("threshold", threshold);
    best = state.real("best", best);
    cooldownCounter = state.whole("cooldown_counter", cooldownCounter);
    numBadEpochs = state.whole("num_bad_epochs", numBadEpochs);
  }
}
