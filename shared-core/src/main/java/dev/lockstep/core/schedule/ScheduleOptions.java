package dev.lockstep.core.schedule;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * The keyword arguments that schedulers of several frameworks have under one name, each declared
 * once. A framework's own class adds what only it has; its users import that one statically.
 *
 * <p>An epoch is a call of {@code scheduler.step()}, whether that is made once an epoch or once a
 * batch.
 */
public class ScheduleOptions {
  /** For the frameworks' own lists of options. */
  protected ScheduleOptions() {}

  /** The epoch to go on from; -1 at the start of a training. */
  public static final OptionKey<Integer> LAST_EPOCH = OptionKey.of("last_epoch", Integer.class);

  /** A factor as a function of the epoch, or one a group. */
  public static final OptionKey<EpochFunctions> LR_LAMBDA =
      OptionKey.of("lr_lambda", EpochFunctions.class);

  /** Epochs between two decays. */
  public static final OptionKey<Integer> STEP_SIZE = OptionKey.of("step_size", Integer.class);

  /** The factor of a decay. */
  public static final OptionKey<Double> GAMMA = OptionKey.of("gamma", Double.class);

  /** Epochs at which the rate decays, or the scheduler changes. */
  public static final OptionKey<Milestones> MILESTONES =
      OptionKey.of("milestones", Milestones.class);

  /** The factor of a constant or a reduction. */
  public static final OptionKey<Double> FACTOR = OptionKey.of("factor", Double.class);

  /** The factor at the start. */
  public static final OptionKey<Double> START_FACTOR = OptionKey.of("start_factor", Double.class);

  /** The factor at the end. */
  public static final OptionKey<Double> END_FACTOR = OptionKey.of("end_factor", Double.class);

  /** Epochs in which the factor changes. */
  public static final OptionKey<Integer> TOTAL_ITERS = OptionKey.of("total_iters", Integer.class);

  /** The power of a polynomial. */
  public static final OptionKey<Double> POWER = OptionKey.of("power", Double.class);

  /** Epochs of half a cosine. */
  public static final OptionKey<Integer> T_MAX = OptionKey.of("T_max", Integer.class);

  /** The lowest rate of a cosine. */
  public static final OptionKey<Double> ETA_MIN = OptionKey.of("eta_min", Double.class);

  /** Epochs until the first restart. */
  public static final OptionKey<Integer> T_0 = OptionKey.of("T_0", Integer.class);

  /** How many times longer the next cycle is. */
  public static final OptionKey<Integer> T_MULT = OptionKey.of("T_mult", Integer.class);

  /** The lowest rate of a cycle. */
  public static final OptionKey<PerGroup> BASE_LR = OptionKey.of("base_lr", PerGroup.class);

  /** The highest rate of a cycle. */
  public static final OptionKey<PerGroup> MAX_LR = OptionKey.of("max_lr", PerGroup.class);

  /** Steps in the rising half of a cycle. */
  public static final OptionKey<Integer> STEP_SIZE_UP = OptionKey.of("step_size_up", Integer.class);

  /** Steps in the falling half of a cycle; as many as in the rising half unless given. */
  public static final OptionKey<Integer> STEP_SIZE_DOWN =
      OptionKey.of("step_size_down", Integer.class);

  /** CyclicLR: triangular, triangular2 or exp_range. ReduceLROnPlateau: min or max. */
  public static final OptionKey<String> MODE = OptionKey.of("mode", String.class);

  /** The scale of a cycle, instead of a mode. */
  public static final OptionKey<DoubleUnaryOperator> SCALE_FN =
      OptionKey.of("scale_fn", DoubleUnaryOperator.class);

  /** What scale_fn is asked with: cycle or iterations. */
  public static final OptionKey<String> SCALE_MODE = OptionKey.of("scale_mode", String.class);

  /** Bad epochs that are borne. */
  public static final OptionKey<Integer> PATIENCE = OptionKey.of("patience", Integer.class);

  /** By how much a metric must be better. */
  public static final OptionKey<Double> THRESHOLD = OptionKey.of("threshold", Double.class);

  /** Whether threshold is a part of the best metric (rel) or a difference (abs). */
  public static final OptionKey<String> THRESHOLD_MODE =
      OptionKey.of("threshold_mode", String.class);

  /** Epochs after a reduction in which none is bad. */
  public static final OptionKey<Integer> COOLDOWN = OptionKey.of("cooldown", Integer.class);

  /** The rate below which none is reduced. */
  public static final OptionKey<PerGroup> MIN_LR = OptionKey.of("min_lr", PerGroup.class);

  /** {@link #LAST_EPOCH}. */
  public static Setting<Integer> lastEpoch(int value) {
    return LAST_EPOCH.is(value);
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

  /** {@link #POWER}. */
  public static Setting<Double> power(double value) {
    return POWER.is(value);
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

  /** {@link #BASE_LR}. */
  public static Setting<PerGroup> baseLr(double value) {
    return BASE_LR.is(PerGroup.of(value));
  }

  /** {@link #BASE_LR}, one a group. */
  public static Setting<PerGroup> baseLr(double[] values) {
    return BASE_LR.is(PerGroup.of(values));
  }

  /** {@link #MAX_LR}. */
  public static Setting<PerGroup> maxLr(double value) {
    return MAX_LR.is(PerGroup.of(value));
  }

  /** {@link #MAX_LR}, one a group. */
  public static Setting<PerGroup> maxLr(double[] values) {
    return MAX_LR.is(PerGroup.of(values));
  }

  /** {@link #STEP_SIZE_UP}. */
  public static Setting<Integer> stepSizeUp(int value) {
    return STEP_SIZE_UP.is(value);
  }

  /** {@link #STEP_SIZE_DOWN}. */
  public static Setting<Integer> stepSizeDown(int value) {
    return STEP_SIZE_DOWN.is(value);
  }

  /** {@link #MODE}. */
  public static Setting<String> mode(String value) {
    return MODE.is(value);
  }

  /** {@link #SCALE_FN}. */
  public static Setting<DoubleUnaryOperator> scaleFn(DoubleUnaryOperator value) {
    return SCALE_FN.is(value);
  }

  /** {@link #SCALE_MODE}. */
  public static Setting<String> scaleMode(String value) {
    return SCALE_MODE.is(value);
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

  /** {@link #MIN_LR}, one a group. */
  public static Setting<PerGroup> minLr(double[] values) {
    return MIN_LR.is(PerGroup.of(values));
  }

  /** Keeps tiny reductions from being made. */
  public static final OptionKey<Double> EPS = OptionKey.of("eps", Double.class);

  /** {@link #EPS}. */
  public static Setting<Double> eps(double value) {
    return EPS.is(value);
  }
}
