package dev.lockstep.mindspore;

import dev.lockstep.core.DType;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.rule.AsgdAverageRule;
import dev.lockstep.core.rule.AsgdRule;
import dev.lockstep.mindspore.nn.kernel.AsgdAverageKernel;
import dev.lockstep.mindspore.nn.kernel.AsgdKernel;

/**
 * The steps of ASGD, which {@code nn.ASGD} and {@code experimental.optim.ASGD} share: each
 * parameter keeps the rate {@code eta} and the weight {@code mu} of its coming step.
 *
 * @param lr the rate of the optimizer
 * @param lambd the decay of the objective
 * @param alpha the power with which the rate falls
 * @param t0 the step from which averaging starts
 * @param common in which arithmetic
 */
public record Averaging(double lr, double lambd, double alpha, double t0, boolean common) {
  /**
   * Sets the numbers of the coming step and leaves those of the one after in the state.
   *
   * @param step counted from 1
   */
  public UpdateRule<AsgdRule.H> next(Slots<AsgdRule.H> slots, Tensor eta, Tensor mu, int step) {
    if (step == 1) {
      eta.set(0, lr);
    }
    AsgdRule.H h = slots.h();
    h.eta = eta.get(0);
    h.lambd = lambd;
    h.mu = mu.get(0);
    eta.set(0, common ? eta(step) : floatEta(step));
    mu.set(0, common ? 1 / Math.max(1, step - t0) : 1f / Math.max(1f, step - (float) t0));
    return rule(h.mu != 1, slots.parameter().value().dtype());
  }

  private UpdateRule<AsgdRule.H> rule(boolean average, DType dtype) {
    if (common) {
      return (average ? AsgdAverageRule.KIND : AsgdRule.KIND).shared(dtype);
    }
    return (average ? AsgdAverageKernel.KIND : AsgdKernel.KIND).shared(dtype);
  }

  private double eta(int step) {
    return lr / CorrectlyRounded.pow(1 + lambd * lr * step, alpha);
  }

  private float floatEta(int step) {
    float base = 1f + (float) lambd * (float) lr * step;
    return (float) lr / FloatMath.pow(base, (float) alpha);
  }
}
