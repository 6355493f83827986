package dev.lockstep.oneflow.optim.lrscheduler;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import dev.lockstep.core.schedule.EpochFunctions;
import dev.lockstep.core.schedule.Milestones;
import dev.lockstep.core.schedule.PerGroup;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The keyword arguments of OneFlow's schedulers, to be imported statically: {@code new
 * StepLR(optimizer, stepSize(30), gamma(0.1))}. A step is a call of {@code scheduler.step()},
 * whether that is made once a batch or once an epoch.
 */
public final class SchedulerOptions {
  private SchedulerOptions() {}

  /** The step to go on from; -1 at the start of a training. */
  public static final OptionKey<Integer> LAST_STEP = OptionKey.of("last_step", Integer.class);

  /** Log every rate that is set. */
  public static final OptionKey<Boolean> VERBOSE = OptionKey.of("verbose", Boolean.class);

  /** A factor as a function of the step, or one a group. */
  public static final OptionKey<EpochFunctions> LR_LAMBDA =
      OptionKey.of("lr_lambda", EpochFunctions.class);

  /** Steps between two decays. */
  public static final OptionKey<Integer> STEP_SIZE = OptionKey.of("step_size", Integer.class);

  /** The factor of a decay. */
  public static final OptionKey<Double> GAMMA = OptionKey.of("gamma", Double.class);

  /** Steps at which the rate decays, or the scheduler changes. */
  public static final OptionKey<Milestones> MILESTONES =
      OptionKey.of("milestones", Milestones.class);

  /** The factor of a constant or a reduction. */
  public static final OptionKey<Double> FACTOR = OptionKey.of("factor", Double.class);

  /** The factor at the start. */
  public static final OptionKey<Double> START_FACTOR = OptionKey.of("start_factor", Double.class);

  /** The factor at the end. */
  public static final OptionKey<Double> END_FACTOR = OptionKey.of("end_factor", Double.class);

  /** Steps in which the factor acts. */
  public static final OptionKey<Integer> TOTAL_ITERS = OptionKey.of("total_iters", Integer.class);

  /** Steps in which a polynomial falls. */
  public static final OptionKey<Integer> DECAY_BATCH = OptionKey.of("decay_batch", Integer.class);

  /** The rate, not a factor, at which a polynomial ends. */
  public static final OptionKey<Double> END_LEARNING_RATE =
      OptionKey.of("end_learning_rate", Double.class);

  /** The power of a polynomial. */
  public static final OptionKey<Double> POWER = OptionKey.of("power", Double.class);

  /** Whether a polynomial begins anew, stretched, when it is at its end. */
  public static final OptionKey<Boolean> CYCLE = OptionKey.of("cycle", Boolean.class);

  /** Steps of half a cosine. */
  public static final OptionKey<Integer> T_MAX = OptionKey.of("T_max", Integer.class);

  /** The rate, not a factor, at which a cosine ends. */
  public static final OptionKey<Double> ETA_MIN = OptionKey.of("eta_min", Double.class);

  /** Steps until the first restart. */
  public static final OptionKey<Integer> T_0 = OptionKey.of("T_0", Integer.class);

  /** How many times longer the next cycle is. */
  public static final OptionKey<Integer> T_MULT = OptionKey.of("T_mult", Integer.class);

  /** The factor of the highest rate from cycle to cycle. */
  public static final OptionKey<Double> DECAY_RATE = OptionKey.of("decay_rate", Double.class);

  /** Cycles after which the rate stays at its lowest; 0 for no limit. */
  public static final OptionKey<Integer> RESTART_LIMIT =
      OptionKey.of("restart_limit", Integer.class);

  /** Steps in which a cosine falls. */
  public static final OptionKey<Integer> DECAY_STEPS = OptionKey.of("decay_steps", Integer.class);

  /** The factor, not the rate, at which a cosine ends. */
  public static final OptionKey<Double> ALPHA = OptionKey.of("alpha", Double.class);

  /** The schedulers of a composition. */
  public static final OptionKey<Schedulers> SCHEDULERS =
      OptionKey.of("schedulers", Schedulers.class);

  /** Whether a later scheduler begins at step 0, for all milestones or for each. */
  public static final OptionKey<IntervalRescaling> INTERVAL_RESCALING =
      OptionKey.of("interval_rescaling", IntervalRescaling.class);

  /** What comes after the warm-up; the base rate unless given. */
  public static final OptionKey<LRScheduler> SCHEDULER =
      OptionKey.of("scheduler_or_optimizer", LRScheduler.class);

  /** The factor at the start of a warm-up. */
  public static final OptionKey<Double> WARMUP_FACTOR = OptionKey.of("warmup_factor", Double.class);

  /** Steps of a warm-up. */
  public static final OptionKey<Integer> WARMUP_ITERS = OptionKey.of("warmup_iters", Integer.class);

  /** linear or constant. */
  public static final OptionKey<String> WARMUP_METHOD = OptionKey.of("warmup_method", String.class);

  /** Whether the scheduler begins at step 0 after the warm-up. */
  public static final OptionKey<Boolean> WARMUP_PREFIX =
      OptionKey.of("warmup_prefix", Boolean.class);

  /** Whether a metric is better if it is lower (min) or higher (max). */
  public static final OptionKey<String> MODE = OptionKey.of("mode", String.class);

  /** Bad steps that are borne. */
  public static final OptionKey<Integer> PATIENCE = OptionKey.of("patience", Integer.class);

  /** By how much a metric must be better. */
  public static final OptionKey<Double> THRESHOLD = OptionKey.of("threshold", Double.class);

  /** Whether threshold is a part of the best metric (rel) or a difference (abs). */
  public static final OptionKey<String> THRESHOLD_MODE =
      OptionKey.of("threshold_mode", String.class);

  /** Steps after a reduction in which none is bad. */
  public static final OptionKey<Integer> COOLDOWN = OptionKey.of("cooldown", Integer.class);

  /** The rate below which none is reduced. */
  public static final OptionKey<PerGroup> MIN_LR = OptionKey.of("min_lr", PerGroup.class);

  /** The least change of a rate that is written. */
  public static final OptionKey<Double> EPS = OptionKey.of("eps", Double.class);

  /** {@link #LAST_STEP}. */
  public static Setting<Integer> lastStep(int value) {
    return LAST_STEP.is(value);
  }

  /** {@link #VERBOSE}. */
  public static Setting<Boolean> verbose(boolean value) {
    return VERBOSE.is(value);
  }

  /** {@link #LR_LAMBDA}. */
  public static Setting<EpochFunctions> lrLambda(IntToDoubleFunction function) {
    return LR_LAMBDA.is(EpochFunctions.of(function));
  }

  /** {@link #LR_LAMBDA}, one a group. */
  public static Setting<EpochFunctions> lrLambda(List<? extends IntToDoubleFunction> functions) {
    return LR_LAMBDA.is(EpochFunctions.of(functions));
  }

  /** {@link #STEP_SIZE}. */
  public static Setting<Integer> stepSize(int value) {
    return STEP_SIZE.is(value);
  }

  /** {@link #GAMMA}. */
  public static Setting<Double> gamma(double value) {
    return GAMMA.is(value);
  }

  /** {@link #MILESTONES}. */
  public static Setting<Milestones> milestones(int... values) {
    return MILESTONES.is(Milestones.of(values));
  }

  /** {@link #FACTOR}. */
  public static Setting<Double> factor(double value) {
    return FACTOR.is(value);
  }

  /** {@link #START_FACTOR}. */
  public static Setting<Double> startFactor(double value) {
    return START_FACTOR.is(value);
  }

  /** {@link #END_FACTOR}. */
  public static Setting<Double> endFactor(double value) {
    return END_FACTOR.is(value);
  }

  /** {@link #TOTAL_ITERS}. */
  public static Setting<Integer> totalIters(int value) {
    return TOTAL_ITERS.is(value);
  }

  /** {@link #DECAY_BATCH}. */
  public static Setting<Integer> decayBatch(int value) {
    return DECAY_BATCH.is(value);
  }

  /** {@link #END_LEARNING_RATE}. */
  public static Setting<Double> endLearningRate(double value) {
    return END_LEARNING_RATE.is(value);
  }

  /** {@link #POWER}. */
  public static Setting<Double> power(double value) {
    return POWER.is(value);
  }

  /** {@link #CYCLE}. */
  public static Setting<Boolean> cycle(boolean value) {
    return CYCLE.is(value);
  }

  /** {@link #T_MAX}. */
  public static Setting<Integer> tMax(int value) {
    return T_MAX.is(value);
  }

  /** {@link #ETA_MIN}. */
  public static Setting<Double> etaMin(double value) {
    return ETA_MIN.is(value);
  }

  /** {@link #T_0}. */
  public static Setting<Integer> t0(int value) {
    return T_0.is(value);
  }

  /** {@link #T_MULT}. */
  public static Setting<Integer> tMult(int value) {
    return T_MULT.is(value);
  }

  /** {@link #DECAY_RATE}. */
  public static Setting<Double> decayRate(double value) {
    return DECAY_RATE.is(value);
  }

  /** {@link #RESTART_LIMIT}. */
  public static Setting<Integer> restartLimit(int value) {
    return RESTART_LIMIT.is(value);
  }

  /** {@link #DECAY_STEPS}. */
  public static Setting<Integer> decaySteps(int value) {
    return DECAY_STEPS.is(value);
  }

  /** {@link #ALPHA}. */
  public static Setting<Double> alpha(double value) {
    return ALPHA.is(value);
  }

  /** {@link #SCHEDULERS}. */
  public static Setting<Schedulers> schedulers(LRScheduler... values) {
    return SCHEDULERS.is(Schedulers.of(values));
  }

  /** {@link #INTERVAL_RESCALING}. */
  public static Setting<IntervalRescaling> intervalRescaling(boolean value) {
    return INTERVAL_RESCALING.is(IntervalRescaling.of(value));
  }

  /** {@link #INTERVAL_RESCALING}, one a milestone. */
  public static Setting<IntervalRescaling> intervalRescaling(boolean[] values) {
    return INTERVAL_RESCALING.is(IntervalRescaling.each(values));
  }

  /** {@link #SCHEDULER}. */
  public static Setting<LRScheduler> scheduler(LRScheduler value) {
    return SCHEDULER.is(value);
  }

  /** {@link #WARMUP_FACTOR}. */
  public static Setting<Double> warmupFactor(double value) {
    return WARMUP_FACTOR.is(value);
  }

  /** {@link #WARMUP_ITERS}. */
  public static Setting<Integer> warmupIters(int value) {
    return WARMUP_ITERS.is(value);
  }

  /** {@link #WARMUP_METHOD}. */
  public static Setting<String> warmupMethod(String value) {
    return WARMUP_METHOD.is(value);
  }

  /** {@link #WARMUP_PREFIX}. */
  public static Setting<Boolean> warmupPrefix(boolean value) {
    return WARMUP_PREFIX.is(value);
  }

  /** {@link #MODE}. */
  public static Setting<String> mode(String value) {
    return MODE.is(value);
  }

  /** {@link #PATIENCE}. */
  public static Setting<Integer> patience(int value) {
    return PATIENCE.is(value);
  }

  /** {@link #THRESHOLD}. */
  public static Setting<Double> threshold(double value) {
    return THRESHOLD.is(value);
  }

  /** {@link #THRESHOLD_MODE}. */
  public static Setting<String> thresholdMode(String value) {
    return THRESHOLD_MODE.is(value);
  }

  /** {@link #COOLDOWN}. */
  public static Setting<Integer> cooldown(int value) {
    return COOLDOWN.is(value);
  }

  /** {@link #MIN_LR}. */
  public static Setting<PerGroup> minLr(double value) {
    return MIN_LR.is(PerGroup.of(value));
  }

  /** {@link #EPS}. */
  public static Setting<Double> eps(double value) {
    return EPS.is(value);
  }
}
