package dev.lockstep.mindspore.nn;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Transform;
import dev.lockstep.core.transform.AddDecay;
import dev.lockstep.core.transform.Scale;

/**
 * The way of one parameter's gradient to the rule: decay, centralization, unscaling.
 *
 * <p>In common arithmetic unscaling comes first and the decay is not multiplied by the loss scale:
 * the same in real arithmetic, and the same bits as an optimizer without a loss scale.
 */
final class GradientPath {
  /** A decay that is 0 as a float, but is not skipped: it turns a gradient of -0 into 0. */
  private static final double ACTIVE_ZERO = Double.MIN_VALUE;

  private final boolean common;
  private final Transform decay;
  private final Transform unscale;
  private final Tensor scratch;
  private final boolean centralized;

  GradientPath(Parameter parameter, boolean common, boolean centralize) {
    this.common = common;
    Tensor value = parameter.value();
    decay = AddDecay.KIND.make(value.dtype());
    unscale = Scale.KIND.make(value.dtype());
    boolean concerned = centralize && Centralization.concerns(value);
    scratch = concerned ? value.zerosLike() : Tensor.zeros(value.dtype(), 0);
    centralized = scratch.size() > 0;
  }

  /** In the order in which they act. */
  Transform[] transforms() {
    return common ? new Transform[] {unscale, decay} : new Transform[] {decay, unscale};
  }

  boolean isCentralized() {
    return centralized;
  }

  /** Sets the coming step. */
  void set(Parameter parameter, Decay of, double lossScale) {
    double wanted = of.isDynamic() && of.current() == 0 && !common ? ACTIVE_ZERO : of.current();
    if (centralized) {
      double scaled = common ? wanted * lossScale : wanted;
      Centralization.apply(parameter.value(), parameter.grad(), scaled, scratch);
      parameter.setGrad(scratch);
      wanted = 0;
    }
    decay.set(wanted);
    unscale.set(1 / lossScale);
  }
}
