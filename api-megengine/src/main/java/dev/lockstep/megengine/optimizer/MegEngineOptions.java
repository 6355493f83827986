package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.OptimizerOptions;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import dev.lockstep.core.schedule.Milestones;

/**
 * The keyword arguments of MegEngine's optimizers and of its schedule, to be imported statically:
 * {@code new SGD(parameters, lr(0.05), momentum(0.9))}.
 */
public final class MegEngineOptions extends OptimizerOptions {
  private MegEngineOptions() {}

  /** Correct the moments for their start at 0. */
  public static final OptionKey<Boolean> BIAS_CORRECTION =
      OptionKey.of("bias_correction", Boolean.class);

  /** Scale the step to the parameter without decay too. */
  public static final OptionKey<Boolean> ALWAYS_ADAPT = OptionKey.of("always_adapt", Boolean.class);

  /** Of MultiStepLR: epochs at which the rate decays. */
  public static final OptionKey<Milestones> MILESTONES =
      OptionKey.of("milestones", Milestones.class);

  /** Of MultiStepLR: the factor of a decay. */
  public static final OptionKey<Double> GAMMA = OptionKey.of("gamma", Double.class);

  /** Of MultiStepLR: the epoch to go on from; -1 at the start of a training. */
  public static final OptionKey<Integer> CURRENT_EPOCH =
      OptionKey.of("current_epoch", Integer.class);

  /** {@link #BIAS_CORRECTION}. */
  public static Setting<Boolean> biasCorrection(boolean value) {
    return BIAS_CORRECTION.is(value);
  }

  /** {@link #ALWAYS_ADAPT}. */
  public static Setting<Boolean> alwaysAdapt(boolean value) {
    return ALWAYS_ADAPT.is(value);
  }

  /** {@link #MILESTONES}. */
  public static Setting<Milestones> milestones(int... values) {
    return MILESTONES.is(Milestones.of(values));
  }

  /** {@link #GAMMA}. */
  public static Setting<Double> gamma(double value) {
    return GAMMA.is(value);
  }

  /** {@link #CURRENT_EPOCH}. */
  public static Setting<Integer> currentEpoch(int value) {
    return CURRENT_EPOCH.is(value);
  }
}
