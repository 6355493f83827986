package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;

/**
 * The keyword arguments of the legacy optimizers, to be imported statically: {@code new
 * SGD(lrScheduler, momentum(0), gradClipping(GradClipping.byGlobalNorm(1)))}.
 */
public final class OptimizerOptions {
  private OptimizerOptions() {}

  /** The rate of each train step. */
  public static final OptionKey<LrScheduler> LR_SCHEDULER =
      OptionKey.of("lr_scheduler", LrScheduler.class);

  /** A static factor of the loss, the older way to say it. */
  public static final OptionKey<Double> LOSS_SCALE_FACTOR =
      OptionKey.of("loss_scale_factor", Double.class);

  /** The factor of the loss. */
  public static final OptionKey<LossScale> LOSS_SCALE =
      OptionKey.of("loss_scale_policy", LossScale.class);

  /** The limit of the gradients. */
  public static final OptionKey<GradClipping> GRAD_CLIPPING =
      OptionKey.of("grad_clipping", GradClipping.class);

  /** The train step by name, shared between jobs; a job has its own unless given. */
  public static final OptionKey<String> TRAIN_STEP_LBN =
      OptionKey.of("train_step_lbn", String.class);

  /** The full names of the variables to train; all unless given. */
  public static final OptionKey<Names> VARIABLES = OptionKey.of("variables", Names.class);

  /** How much of the momentum stays. */
  public static final OptionKey<Double> MOMENTUM = OptionKey.of("momentum", Double.class);

  /** Decay beside the gradient. */
  public static final OptionKey<Double> WEIGHT_DECAY = OptionKey.of("weight_decay", Double.class);

  /** Patterns: only variables with one of them are decayed. */
  public static final OptionKey<Names> WEIGHT_DECAY_INCLUDES =
      OptionKey.of("weight_decay_includes", Names.class);

  /** Patterns: variables with one of them are not decayed. */
  public static final OptionKey<Names> WEIGHT_DECAY_EXCLUDES =
      OptionKey.of("weight_decay_excludes", Names.class);

  /** Decay of the first moment. */
  public static final OptionKey<Double> BETA1 = OptionKey.of("beta1", Double.class);

  /** Decay of the second moment. */
  public static final OptionKey<Double> BETA2 = OptionKey.of("beta2", Double.class);

  /** Keeps a denominator away from 0. */
  public static final OptionKey<Double> EPSILON = OptionKey.of("epsilon", Double.class);

  /** Correct the moments for their start at 0. */
  public static final OptionKey<Boolean> DO_BIAS_CORRECTION =
      OptionKey.of("do_bias_correction", Boolean.class);

  /** How much of the momentum of LARS stays. */
  public static final OptionKey<Double> MOMENTUM_BETA = OptionKey.of("momentum_beta", Double.class);

  /** The trust of LARS. */
  public static final OptionKey<Double> LARS_COEFFICIENT =
      OptionKey.of("lars_coefficient", Double.class);

  /** Decay of the averages of RMSProp. */
  public static final OptionKey<Double> DECAY_RATE = OptionKey.of("decay_rate", Double.class);

  /** Divide by the standard deviation instead of the root mean square. */
  public static final OptionKey<Boolean> CENTERED = OptionKey.of("centered", Boolean.class);

  /** {@link #LOSS_SCALE}. */
  public static Setting<LossScale> lossScale(LossScale value) {
    return LOSS_SCALE.is(value);
  }

  /** {@link #GRAD_CLIPPING}. */
  public static Setting<GradClipping> gradClipping(GradClipping value) {
    return GRAD_CLIPPING.is(value);
  }

  /** {@link #TRAIN_STEP_LBN}. */
  public static Setting<String> trainStepLbn(String value) {
    return TRAIN_STEP_LBN.is(value);
  }

  /** {@link #VARIABLES}. */
  public static Setting<Names> variables(String... names) {
    return VARIABLES.is(Names.of(names));
  }

  /** {@link #MOMENTUM}. */
  public static Setting<Double> momentum(double value) {
    return MOMENTUM.is(value);
  }

  /** {@link #WEIGHT_DECAY}. */
  public static Setting<Double> weightDecay(double value) {
    return WEIGHT_DECAY.is(value);
  }

  /** {@link #WEIGHT_DECAY_INCLUDES}. */
  public static Setting<Names> weightDecayIncludes(String... names) {
    return WEIGHT_DECAY_INCLUDES.is(Names.of(names));
  }

  /** {@link #WEIGHT_DECAY_EXCLUDES}. */
  public static Setting<Names> weightDecayExcludes(String... names) {
    return WEIGHT_DECAY_EXCLUDES.is(Names.of(names));
  }

  /** {@link #BETA1}. */
  public static Setting<Double> beta1(double value) {
    return BETA1.is(value);
  }

  /** {@link #BETA2}. */
  public static Setting<Double> beta2(double value) {
    return BETA2.is(value);
  }

  /** {@link #EPSILON}. */
  public static Setting<Double> epsilon(double value) {
    return EPSILON.is(value);
  }

  /** {@link #DO_BIAS_CORRECTION}. */
  public static Setting<Boolean> doBiasCorrection(boolean value) {
    return DO_BIAS_CORRECTION.is(value);
  }

  /** {@link #MOMENTUM_BETA}. */
  public static Setting<Double> momentumBeta(double value) {
    return MOMENTUM_BETA.is(value);
  }

  /** {@link #LARS_COEFFICIENT}. */
  public static Setting<Double> larsCoefficient(double value) {
    return LARS_COEFFICIENT.is(value);
  }

  /** {@link #DECAY_RATE}. */
  public static Setting<Double> decayRate(double value) {
    return DECAY_RATE.is(value);
  }

  /** {@link #CENTERED}. */
  public static Setting<Boolean> centered(boolean value) {
    return CENTERED.is(value);
  }
}
