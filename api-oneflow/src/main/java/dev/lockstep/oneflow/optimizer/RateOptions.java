package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import dev.lockstep.core.schedule.Milestones;

/**
 * The keyword arguments of the legacy schedulers, to be imported statically: {@code new
 * CosineScheduler(baseLr(0.01), steps(10_000), warmup(Warmup.linear(100, 0)))}.
 */
public final class RateOptions {
  private RateOptions() {}

  /** The rate with which a schedule starts; a float32 number in the kernel. */
  public static final OptionKey<Double> BASE_LR = OptionKey.of("base_lr", Double.class);

  /** Train steps of a decay. */
  public static final OptionKey<Integer> STEPS = OptionKey.of("steps", Integer.class);

  /** The factor, not the rate, at which a cosine ends. */
  public static final OptionKey<Double> ALPHA = OptionKey.of("alpha", Double.class);

  /** The rate, not a factor, at which a polynomial ends. */
  public static final OptionKey<Double> END_LEARNING_RATE =
      OptionKey.of("end_learning_rate", Double.class);

  /** The power of a polynomial. */
  public static final OptionKey<Double> POWER = OptionKey.of("power", Double.class);

  /** Whether a polynomial begins anew, stretched, when it is at its end. */
  public static final OptionKey<Boolean> CYCLE = OptionKey.of("cycle", Boolean.class);

  /** Periods of a linear cosine. */
  public static final OptionKey<Double> NUM_PERIODS = OptionKey.of("num_periods", Double.class);

  /** Added to the factor of a linear cosine. */
  public static final OptionKey<Double> BETA = OptionKey.of("beta", Double.class);

  /** How fast a rate decays in steps. */
  public static final OptionKey<Double> DECAY_RATE = OptionKey.of("decay_rate", Double.class);

  /** Decay by whole multiples of steps only. */
  public static final OptionKey<Boolean> STAIRCASE = OptionKey.of("staircase", Boolean.class);

  /** The last train steps of the pieces but one. */
  public static final OptionKey<Milestones> BOUNDARIES =
      OptionKey.of("boundaries", Milestones.class);

  /** The rate of each piece: one more than boundaries. */
  public static final OptionKey<Pieces> VALUES = OptionKey.of("values", Pieces.class);

  /** The factor of each piece but the first, or one that is repeated. */
  public static final OptionKey<Pieces> SCALE = OptionKey.of("scale", Pieces.class);

  /** The name of the blob that holds the rate. */
  public static final OptionKey<String> LBN = OptionKey.of("lbn", String.class);

  /** What replaces the decay in the first train steps. */
  public static final OptionKey<Warmup> WARMUP = OptionKey.of("warmup", Warmup.class);

  /** {@link #BASE_LR}. */
  public static Setting<Double> baseLr(double value) {
    return BASE_LR.is(value);
  }

  /** {@link #STEPS}. */
  public static Setting<Integer> steps(int value) {
    return STEPS.is(value);
  }

  /** {@link #ALPHA}. */
  public static Setting<Double> alpha(double value) {
    return ALPHA.is(value);
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

  /** {@link #NUM_PERIODS}. */
  public static Setting<Double> numPeriods(double value) {
    return NUM_PERIODS.is(value);
  }

  /** {@link #BETA}. */
  public static Setting<Double> beta(double value) {
    return BETA.is(value);
  }

  /** {@link #DECAY_RATE}. */
  public static Setting<Double> decayRate(double value) {
    return DECAY_RATE.is(value);
  }

  /** {@link #STAIRCASE}. */
  public static Setting<Boolean> staircase(boolean value) {
    return STAIRCASE.is(value);
  }

  /** {@link #BOUNDARIES}. */
  public static Setting<Milestones> boundaries(int... values) {
    return BOUNDARIES.is(Milestones.of(values));
  }

  /** {@link #VALUES}. */
  public static Setting<Pieces> values(double... values) {
    return VALUES.is(Pieces.list(values));
  }

  /** {@link #SCALE}. */
  public static Setting<Pieces> scale(double... values) {
    return SCALE.is(Pieces.list(values));
  }

  /** {@link #SCALE}: one number that <b>every</b> later piece has; it is not compounded. */
  public static Setting<Pieces> scale(double value) {
    return SCALE.is(Pieces.of(value));
  }

  /** {@link #LBN}. */
  public static Setting<String> lbn(String value) {
    return LBN.is(value);
  }

  /** {@link #WARMUP}. */
  public static Setting<Warmup> warmup(Warmup value) {
    return WARMUP.is(value);
  }
}
