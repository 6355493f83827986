package dev.lockstep.oneflow.optim;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;

/**
 * The keyword arguments of OneFlow's eager optimizers, to be imported statically: {@code new
 * SGD(model.parameters(), lr(0.1), momentum(0.9))}.
 */
public final class OneFlowOptions {
  private OneFlowOptions() {}

  /** The learning rate of one step. */
  public static final OptionKey<Double> LR = OptionKey.of("lr", Double.class);

  /** How much of the momentum buffer stays. */
  public static final OptionKey<Double> MOMENTUM = OptionKey.of("momentum", Double.class);

  /** How much of the gradient is kept out of the momentum buffer, in the first step too. */
  public static final OptionKey<Double> DAMPENING = OptionKey.of("dampening", Double.class);

  /** L2 or decoupled decay, as the optimizer says. */
  public static final OptionKey<Double> WEIGHT_DECAY = OptionKey.of("weight_decay", Double.class);

  /** Nesterov's form of momentum. */
  public static final OptionKey<Boolean> NESTEROV = OptionKey.of("nesterov", Boolean.class);

  /** Climb instead of descend; without effect where the optimizer says so. */
  public static final OptionKey<Boolean> MAXIMIZE = OptionKey.of("maximize", Boolean.class);

  /** Decays of the two moments. */
  public static final OptionKey<Betas> BETAS = OptionKey.of("betas", Betas.class);

  /** Keeps a denominator away from 0. */
  public static final OptionKey<Double> EPS = OptionKey.of("eps", Double.class);

  /** Use the largest second moment seen. */
  public static final OptionKey<Boolean> AMSGRAD = OptionKey.of("amsgrad", Boolean.class);

  /** Correct the moments for their start at 0. */
  public static final OptionKey<Boolean> DO_BIAS_CORRECTION =
      OptionKey.of("do_bias_correction", Boolean.class);

  /** Decay beside the gradient in LAMB; otherwise L2. */
  public static final OptionKey<Boolean> ADAM_W_MODE = OptionKey.of("adam_w_mode", Boolean.class);

  /** Decay of RMSprop's averages. */
  public static final OptionKey<Double> ALPHA = OptionKey.of("alpha", Double.class);

  /** Divide by the standard deviation instead of the root mean square. */
  public static final OptionKey<Boolean> CENTERED = OptionKey.of("centered", Boolean.class);

  /** Decay of Adadelta's averages. */
  public static final OptionKey<Double> RHO = OptionKey.of("rho", Double.class);

  /** How Adagrad's rate falls with the steps. */
  public static final OptionKey<Double> LR_DECAY = OptionKey.of("lr_decay", Double.class);

  /** Adagrad's sum before the first step. */
  public static final OptionKey<Double> INITIAL_ACCUMULATOR_VALUE =
      OptionKey.of("initial_accumulator_value", Double.class);

  /** Without meaning here: how OneFlow lays out memory. */
  public static final OptionKey<Boolean> CONTIGUOUS_PARAMS =
      OptionKey.of("contiguous_params", Boolean.class);

  /** Without meaning here: how OneFlow 1.0 groups its kernels; 0.9 does not take it. */
  public static final OptionKey<Boolean> FUSED = OptionKey.of("fused", Boolean.class);

  /** Of a group: the greatest norm that clipGrad leaves its gradients. */
  public static final OptionKey<Double> CLIP_GRAD_MAX_NORM =
      OptionKey.of("clip_grad_max_norm", Double.class);

  /** Of a group: which norm clipGrad measures. */
  public static final OptionKey<Double> CLIP_GRAD_NORM_TYPE =
      OptionKey.of("clip_grad_norm_type", Double.class);

  /** Of a group: a factor of the rate in graph mode; eager optimizers ignore it. */
  public static final OptionKey<Double> LR_SCALE = OptionKey.of("lr_scale", Double.class);

  /** Written into groups by a scheduler: the rate with which it starts. */
  public static final OptionKey<Double> INITIAL_LR = OptionKey.of("initial_lr", Double.class);

  /** {@link #LR}. */
  public static Setting<Double> lr(double value) {
    return LR.is(value);
  }

  /** {@link #MOMENTUM}. */
  public static Setting<Double> momentum(double value) {
    return MOMENTUM.is(value);
  }

  /** {@link #DAMPENING}. */
  public static Setting<Double> dampening(double value) {
    return DAMPENING.is(value);
  }

  /** {@link #WEIGHT_DECAY}. */
  public static Setting<Double> weightDecay(double value) {
    return WEIGHT_DECAY.is(value);
  }

  /** {@link #NESTEROV}. */
  public static Setting<Boolean> nesterov(boolean value) {
    return NESTEROV.is(value);
  }

  /** {@link #MAXIMIZE}. */
  public static Setting<Boolean> maximize(boolean value) {
    return MAXIMIZE.is(value);
  }

  /** {@link #BETAS}. */
  public static Setting<Betas> betas(double beta1, double beta2) {
    return BETAS.is(new Betas(beta1, beta2));
  }

  /** {@link #EPS}. */
  public static Setting<Double> eps(double value) {
    return EPS.is(value);
  }

  /** {@link #AMSGRAD}. */
  public static Setting<Boolean> amsgrad(boolean value) {
    return AMSGRAD.is(value);
  }

  /** {@link #DO_BIAS_CORRECTION}. */
  public static Setting<Boolean> doBiasCorrection(boolean value) {
    return DO_BIAS_CORRECTION.is(value);
  }

  /** {@link #ADAM_W_MODE}. */
  public static Setting<Boolean> adamWMode(boolean value) {
    return ADAM_W_MODE.is(value);
  }

  /** {@link #ALPHA}. */
  public static Setting<Double> alpha(double value) {
    return ALPHA.is(value);
  }

  /** {@link #CENTERED}. */
  public static Setting<Boolean> centered(boolean value) {
    return CENTERED.is(value);
  }

  /** {@link #RHO}. */
  public static Setting<Double> rho(double value) {
    return RHO.is(value);
  }

  /** {@link #LR_DECAY}. */
  public static Setting<Double> lrDecay(double value) {
    return LR_DECAY.is(value);
  }

  /** {@link #INITIAL_ACCUMULATOR_VALUE}. */
  public static Setting<Double> initialAccumulatorValue(double value) {
    return INITIAL_ACCUMULATOR_VALUE.is(value);
  }

  /** {@link #CONTIGUOUS_PARAMS}. */
  public static Setting<Boolean> contiguousParams(boolean value) {
    return CONTIGUOUS_PARAMS.is(value);
  }

  /** {@link #FUSED}. */
  public static Setting<Boolean> fused(boolean value) {
    return FUSED.is(value);
  }

  /** {@link #CLIP_GRAD_MAX_NORM}. */
  public static Setting<Double> clipGradMaxNorm(double value) {
    return CLIP_GRAD_MAX_NORM.is(value);
  }

  /** {@link #CLIP_GRAD_NORM_TYPE}. */
  public static Setting<Double> clipGradNormType(double value) {
    return CLIP_GRAD_NORM_TYPE.is(value);
  }

  /** {@link #LR_SCALE}. */
  public static Setting<Double> lrScale(double value) {
    return LR_SCALE.is(value);
  }
}
