package dev.lockstep.oneflow.optim.lrscheduler;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import dev.lockstep.core.schedule.ScheduleOptions;

/**
 * The keyword arguments of OneFlow's schedulers, to be imported statically: {@code new
 * StepLR(optimizer, stepSize(30), gamma(0.1))}. A step is a call of {@code scheduler.step()},
 * whether that is made once a batch or once an epoch.
 */
public final class SchedulerOptions extends ScheduleOptions {
  private SchedulerOptions() {}

  /** The step to go on from; -1 at the start of a training. */
  public static final OptionKey<Integer> LAST_STEP = OptionKey.of("last_step", Integer.class);

  /** Log every rate that is set. */
  public static final OptionKey<Boolean> VERBOSE = OptionKey.of("verbose", Boolean.class);

  /** Steps in which a polynomial falls. */
  public static final OptionKey<Integer> DECAY_BATCH = OptionKey.of("decay_batch", Integer.class);

  /** The rate, not a factor, at which a polynomial ends. */
  public static final OptionKey<Double> END_LEARNING_RATE =
      OptionKey.of("end_learning_rate", Double.class);

  /** Whether a polynomial begins anew, stretched, when it is at its end. */
  public static final OptionKey<Boolean> CYCLE = OptionKey.of("cycle", Boolean.class);

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

  /** {@link #LAST_STEP}. */
  public static Setting<Integer> lastStep(int value) {
    return LAST_STEP.is(value);
  }

  /** {@link #VERBOSE}. */
  public static Setting<Boolean> verbose(boolean value) {
    return VERBOSE.is(value);
  }

  /** {@link #DECAY_BATCH}. */
  public static Setting<Integer> decayBatch(int value) {
    return DECAY_BATCH.is(value);
  }

  /** {@link #END_LEARNING_RATE}. */
  public static Setting<Double> endLearningRate(double value) {
    return END_LEARNING_RATE.is(value);
  }

  /** {@link #CYCLE}. */
  public static Setting<Boolean> cycle(boolean value) {
    return CYCLE.is(value);
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
}
