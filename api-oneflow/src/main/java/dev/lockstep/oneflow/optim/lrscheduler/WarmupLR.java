package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.SCHEDULER;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.WARMUP_FACTOR;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.WARMUP_ITERS;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.WARMUP_METHOD;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.WARMUP_PREFIX;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.endFactor;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.factor;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.startFactor;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.totalIters;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.core.schedule.Milestones;
import dev.lockstep.oneflow.optim.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code oneflow.optim.lr_scheduler.WarmupLR} (also {@code WarmUpLR}): a {@link LinearLR} or a
 * {@link ConstantLR} for {@code warmup_iters} steps, then the scheduler, or the base rate if there
 * is none.
 *
 * <p>With {@code warmup_prefix} the scheduler begins at step 0 after the warm-up, and a linear
 * warm-up goes to the base rate. Without it (the default) the scheduler sees the absolute step, and
 * a linear warm-up goes <b>to the scheduler's rate at {@code warmup_iters}</b>; that needs equal
 * base rates in all groups. Step {@code warmup_iters} is the first that is not warmed.
 *
 * <p>Units: {@code warmup_iters} in calls of {@link #step()}; {@code warmup_factor} is a factor.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class WarmupLR extends LRScheduler {
  /** Names, order and defaults; {@code scheduler_or_optimizer} is split in two here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.WarmupLR")
          .option(SCHEDULER)
          .option(WARMUP_FACTOR, 1.0 / 3)
          .option(WARMUP_ITERS, 5)
          .option(WARMUP_METHOD, "linear")
          .option(WARMUP_PREFIX, false)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  // numpy.isclose's bounds, with which OneFlow compares the groups' base rates.
  private static final double RELATIVE = 1e-5;
  private static final double ABSOLUTE = 1e-8;

  private final Sequence sequence;

  /** A warm-up before this scheduler. */
  public WarmupLR(LRScheduler scheduler, Option... options) {
    this(scheduler.optimizer(), with(scheduler, options));
  }

  /** A warm-up of this optimizer's rates, before the scheduler in the options if there is one. */
  public WarmupLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options);
    String method = args().get(WARMUP_METHOD);
    require(
        method.equals("linear") || method.equals("constant"),
        "'warmup_method' must be 'linear' or 'constant', but got %s",
        method);
    Optional<LRScheduler> scheduler =
        args().has(SCHEDULER) ? Optional.of(args().get(SCHEDULER)) : Optional.empty();
    int iters = args().get(WARMUP_ITERS);
    require(
        scheduler.isPresent() || iters > 0,
        "When 'scheduler_or_optimizer' is an optimizer warmup_iters can't be equal to 0, got %s",
        iters);
    readBaseLrs();
    List<LRScheduler> parts = new ArrayList<>();
    if (iters > 0) {
      parts.add(method.equals("linear") ? linear(optimizer, scheduler) : constant(optimizer));
    }
    scheduler.ifPresent(parts::add);
    Milestones milestones = parts.size() == 2 ? Milestones.of(iters) : Milestones.of();
    IntervalRescaling rescaling = IntervalRescaling.of(args().get(WARMUP_PREFIX));
    sequence = new Sequence(this, parts, milestones, rescaling);
    start();
  }

  private static Option[] with(LRScheduler scheduler, Option... options) {
    Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = SCHEDULER.is(scheduler);
    return all;
  }

  private LRScheduler constant(Optimizer optimizer) {
    return new ConstantLR(
        optimizer,
        factor(args().get(WARMUP_FACTOR)),
        totalIters(args().get(WARMUP_ITERS)),
        LAST_STEP.is(args().get(LAST_STEP)));
  }

  private LRScheduler linear(Optimizer optimizer, Optional<LRScheduler> scheduler) {
    double end = scheduler.isPresent() && !args().get(WARMUP_PREFIX) ? joined(scheduler.get()) : 1;
    return new LinearLR(
        optimizer,
        startFactor(args().get(WARMUP_FACTOR)),
        endFactor(end),
        totalIters(args().get(WARMUP_ITERS)),
        LAST_STEP.is(args().get(LAST_STEP)));
  }

  /** The factor at which the warm-up meets the scheduler. */
  private double joined(LRScheduler scheduler) {
    double base = baseLrs()[0];
    for (double other : baseLrs()) {
      require(
          Math.abs(other - base) <= ABSOLUTE + RELATIVE * Math.abs(base),
          "The param_groups in optimizer have different warmup configs, please use different"
              + " optimizers. Got base rates %s; warmup_prefix=True takes them too",
          Arrays.toString(baseLrs()));
    }
    return Scalars.divide(scheduler.getLr(base, args().get(WARMUP_ITERS)), base);
  }

  @Override
  public double getLr(double baseLr, int step) {
    return sequence.at(step).getLr(baseLr, sequence.inner(step));
  }

  @Override
  double graphLr(double baseLr, int step) {
    return sequence.at(step).graphLr(baseLr, sequence.inner(step));
  }

  @Override
  double[] rates() {
    sequence.remember(lastStep());
    return super.rates();
  }

  @Override
  void save(Map<String, @Nullable Object> state) {
    super.save(state);
    state.remove(SCHEDULER.name());
    sequence.save(state);
  }

  @Override
  void load(Map<String, ? extends @Nullable Object> state) {
    super.load(state);
    sequence.load(state);
  }
}
