package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import dev.lockstep.core.schedule.Milestones;

/**
 * The keyword arguments of MegEngine's optimizers and of its schedule, to be imported statically:
 * {@code new SGD(parameters, lr(0.05), momentum(0.9))}.
 */
public final class MegEngineOptions {
  private MegEngineOptions() {}

  /** The learning rate of one step. */
  public static final OptionKey<Double> LR = OptionKey.of("lr", Double.class);

  /** How much of the momentum buffer stays. */
  public static final OptionKey<Double> MOMENTUM = OptionKey.of("momentum", Double.class);

  /** Nesterov's form of momentum, for the whole optimizer: a group's own value is ignored. */
  public static final OptionKey<Boolean> NESTEROV = OptionKey.of("nesterov", Boolean.class);

  /** L2 or decoupled decay, as the optimizer says. */
  public static final OptionKey<Double> WEIGHT_DECAY = OptionKey.of("weight_decay", Double.class);

  /** Decays of the two moments. */
  public static final OptionKey<Betas> BETAS = OptionKey.of("betas", Betas.class);

  /** Keeps a denominator away from 0. */
  public static final OptionKey<Double> EPS = OptionKey.of("eps", Double.class);

  /** How Adagrad's rate falls with the steps. */
  public static final OptionKey<Double> LR_DECAY = OptionKey.of("lr_decay", Double.class);

  /** Decay of Adadelta's averages. */
  public static final OptionKey<Double> RHO = OptionKey.of("rho", Double.class);

  /** Correct the moments for their start at 0. */
  public static final OptionKey<Boolean> BIAS_CORRECTION =
      OptionKey.of("bias_correction", Boolean.class);

  /** Scale the step to the parameter without decay too. */
  public static final OptionKey<Boolean> ALWAYS_ADAPT = OptionKey.of("always_adapt", Boolean.class);

  /** Written into groups by a schedule: the rate with which it starts. */
  public static final OptionKey<Double> INITIAL_LR = OptionKey.of("initial_lr", Double.class);

  /** Of MultiStepLR: epochs at which the rate decays. */
  public static final OptionKey<Milestones> MILESTONES =
      OptionKey.of("milestones", Milestones.class);

  /** Of MultiStepLR: the factor of a decay. */
  public static final OptionKey<Double> GAMMA = OptionKey.of("gamma", Double.class);

  /** Of MultiStepLR: the epoch to go on from; -1 at the start of a training. */
  public static final OptionKey<Integer> CURRENT_EPOCH =
      OptionKey.of("current_epoch", Integer.class);

  /** {@link #LR}. */
  public static Setting<Double> lr(double value) {
    return LR.is(value);
  }

  /** {@link #MOMENTUM}. */
  public static Setting<Double> momentum(double value) {
    return MOMENTUM.is(value);
  }

  /** {@link #NESTEROV}. */
  public static Setting<Boolean> nesterov(boolean value) {
    return NESTEROV.is(value);
  }

  /** {@link #WEIGHT_DECAY}. */
  public static Setting<Double> weightDecay(double value) {
    return WEIGHT_DECAY.is(value);
  }

  /** {@link #BETAS}. */
  public static Setting<Betas> betas(double beta1, double beta2) {
    return BETAS.is(new Betas(beta1, beta2));
  }

  /** {@link #EPS}. */
  public static Setting<Double> eps(double value) {
    return EPS.is(value);
  }

  /** {@link #LR_DECAY}. */
  public static Setting<Double> lrDecay(double value) {
    return LR_DECAY.is(value);
  }

  /** {@link #RHO}. */
  public static Setting<Double> rho(double value) {
    return RHO.is(value);
  }

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
