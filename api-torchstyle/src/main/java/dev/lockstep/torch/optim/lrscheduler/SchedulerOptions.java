package dev.lockstep.torch.optim.lrscheduler;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import dev.lockstep.core.schedule.PerGroup;
import dev.lockstep.core.schedule.ScheduleOptions;

/**
 * The keyword arguments of torch's schedulers, to be imported statically: {@code new
 * StepLR(optimizer, stepSize(30), gamma(0.1))}.
 */
public final class SchedulerOptions extends ScheduleOptions {
  private SchedulerOptions() {}

  /** Whether the momentum moves against the rate. */
  public static final OptionKey<Boolean> CYCLE_MOMENTUM =
      OptionKey.of("cycle_momentum", Boolean.class);

  /** The lowest momentum of a cycle. */
  public static final OptionKey<PerGroup> BASE_MOMENTUM =
      OptionKey.of("base_momentum", PerGroup.class);

  /** The highest momentum of a cycle. */
  public static final OptionKey<PerGroup> MAX_MOMENTUM =
      OptionKey.of("max_momentum", PerGroup.class);

  /** Steps in the whole training. */
  public static final OptionKey<Integer> TOTAL_STEPS = OptionKey.of("total_steps", Integer.class);

  /** Epochs in the whole training, instead of total_steps. */
  public static final OptionKey<Integer> EPOCHS = OptionKey.of("epochs", Integer.class);

  /** Steps in an epoch, with epochs. */
  public static final OptionKey<Integer> STEPS_PER_EPOCH =
      OptionKey.of("steps_per_epoch", Integer.class);

  /** The part of the training in which the rate rises. */
  public static final OptionKey<Double> PCT_START = OptionKey.of("pct_start", Double.class);

  /** How the rate goes from one value to the next: cos or linear. */
  public static final OptionKey<String> ANNEAL_STRATEGY =
      OptionKey.of("anneal_strategy", String.class);

  /** The highest rate over the first. */
  public static final OptionKey<Double> DIV_FACTOR = OptionKey.of("div_factor", Double.class);

  /** The first rate over the last. */
  public static final OptionKey<Double> FINAL_DIV_FACTOR =
      OptionKey.of("final_div_factor", Double.class);

  /** Fall back to the first rate, then to the last, instead of to the last at once. */
  public static final OptionKey<Boolean> THREE_PHASE = OptionKey.of("three_phase", Boolean.class);

  /** The schedulers of a composition. */
  public static final OptionKey<Schedulers> SCHEDULERS =
      OptionKey.of("schedulers", Schedulers.class);

  /** The rate that SWALR goes to. */
  public static final OptionKey<PerGroup> SWA_LR = OptionKey.of("swa_lr", PerGroup.class);

  /** Epochs that SWALR takes. */
  public static final OptionKey<Integer> ANNEAL_EPOCHS =
      OptionKey.of("anneal_epochs", Integer.class);

  /** {@link #CYCLE_MOMENTUM}. */
  public static Setting<Boolean> cycleMomentum(boolean value) {
    return CYCLE_MOMENTUM.is(value);
  }

  /** {@link #BASE_MOMENTUM}. */
  public static Setting<PerGroup> baseMomentum(double value) {
    return BASE_MOMENTUM.is(PerGroup.of(value));
  }

  /** {@link #BASE_MOMENTUM}, one a group. */
  public static Setting<PerGroup> baseMomentum(double[] values) {
    return BASE_MOMENTUM.is(PerGroup.of(values));
  }

  /** {@link #MAX_MOMENTUM}. */
  public static Setting<PerGroup> maxMomentum(double value) {
    return MAX_MOMENTUM.is(PerGroup.of(value));
  }

  /** {@link #MAX_MOMENTUM}, one a group. */
  public static Setting<PerGroup> maxMomentum(double[] values) {
    return MAX_MOMENTUM.is(PerGroup.of(values));
  }

  /** {@link #TOTAL_STEPS}. */
  public static Setting<Integer> totalSteps(int value) {
    return TOTAL_STEPS.is(value);
  }

  /** {@link #EPOCHS}. */
  public static Setting<Integer> epochs(int value) {
    return EPOCHS.is(value);
  }

  /** {@link #STEPS_PER_EPOCH}. */
  public static Setting<Integer> stepsPerEpoch(int value) {
    return STEPS_PER_EPOCH.is(value);
  }

  /** {@link #PCT_START}. */
  public static Setting<Double> pctStart(double value) {
    return PCT_START.is(value);
  }

  /** {@link #ANNEAL_STRATEGY}. */
  public static Setting<String> annealStrategy(String value) {
    return ANNEAL_STRATEGY.is(value);
  }

  /** {@link #DIV_FACTOR}. */
  public static Setting<Double> divFactor(double value) {
    return DIV_FACTOR.is(value);
  }

  /** {@link #FINAL_DIV_FACTOR}. */
  public static Setting<Double> finalDivFactor(double value) {
    return FINAL_DIV_FACTOR.is(value);
  }

  /** {@link #THREE_PHASE}. */
  public static Setting<Boolean> threePhase(boolean value) {
    return THREE_PHASE.is(value);
  }

  /** {@link #SCHEDULERS}. */
  public static Setting<Schedulers> schedulers(Scheduler... values) {
    return SCHEDULERS.is(Schedulers.of(values));
  }

  /** {@link #SWA_LR}. */
  public static Setting<PerGroup> swaLr(double value) {
    return SWA_LR.is(PerGroup.of(value));
  }

  /** {@link #SWA_LR}, one a group. */
  public static Setting<PerGroup> swaLr(double[] values) {
    return SWA_LR.is(PerGroup.of(values));
  }

  /** {@link #ANNEAL_EPOCHS}. */
  public static Setting<Integer> annealEpochs(int value) {
    return ANNEAL_EPOCHS.is(value);
  }
}
