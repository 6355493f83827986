package dev.lockstep.oneflow.optim;

import dev.lockstep.core.OptimizerOptions;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;

/**
 * The keyword arguments of OneFlow's eager optimizers, to be imported statically: {@code new
 * SGD(model.parameters(), lr(0.1), momentum(0.9))}.
 */
public final class OneFlowOptions extends OptimizerOptions {
  private OneFlowOptions() {}

  /** Correct the moments for their start at 0. */
  public static final OptionKey<Boolean> DO_BIAS_CORRECTION =
      OptionKey.of("do_bias_correction", Boolean.class);

  /** Decay beside the gradient in LAMB; otherwise L2. */
  public static final OptionKey<Boolean> ADAM_W_MODE = OptionKey.of("adam_w_mode", Boolean.class);

  /** Without meaning here: how OneFlow lays out memory. */
  public static final OptionKey<Boolean> CONTIGUOUS_PARAMS =
      OptionKey.of("contiguous_params", Boolean.class);

  /** Of a group: the greatest norm that clipGrad leaves its gradients. */
  public static final OptionKey<Double> CLIP_GRAD_MAX_NORM =
      OptionKey.of("clip_grad_max_norm", Double.class);

  /** Of a group: which norm clipGrad measures. */
  public static final OptionKey<Double> CLIP_GRAD_NORM_TYPE =
      OptionKey.of("clip_grad_norm_type", Double.class);

  /** Of a group: a factor of the rate in graph mode; eager optimizers ignore it. */
  public static final OptionKey<Double> LR_SCALE = OptionKey.of("lr_scale", Double.class);

  /** {@link #DO_BIAS_CORRECTION}. */
  public static Setting<Boolean> doBiasCorrection(boolean value) {
    return DO_BIAS_CORRECTION.is(value);
  }

  /** {@link #ADAM_W_MODE}. */
  public static Setting<Boolean> adamWMode(boolean value) {
    return ADAM_W_MODE.is(value);
  }

  /** {@link #CONTIGUOUS_PARAMS}. */
  public static Setting<Boolean> contiguousParams(boolean value) {
    return CONTIGUOUS_PARAMS.is(value);
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
