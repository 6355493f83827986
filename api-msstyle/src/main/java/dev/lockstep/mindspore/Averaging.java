package dev.lockstep.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.ALPHA;
import static dev.lockstep.mindspore.MindSporeOptions.LAMBD;
import static dev.lockstep.mindspore.MindSporeOptions.T0;

import dev.lockstep.core.DType;
import dev.lockstep.core.Options;
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
 */
public final class Averaging {
  private final boolean common;

  /** In that arithmetic. */
  public Averaging(boolean common) {
    this.common = common;
  }

  /**
   * Sets the numbers of the coming step and leaves those of the one after in the state. In the
   * first step {@code eta} is to be the rate.
   *
   * @param options lambd, alpha and t0
   * @param lr the rate of the optimizer
   * @param step counted from 1
   */
  public UpdateRule<AsgdRule.H> next(
      Slots<AsgdRule.H> slots, Options options, double lr, Tensor eta, Tensor mu, int step) {
    AsgdRule.H h = slots.h();
    h.eta = eta.get(0);
    h.lambd = options.get(LAMBD);
    h.mu = mu.get(0);
    eta.set(0, common ? eta(options, lr, step) : floatEta(options, (float) lr, step));
    mu.set(0, common ? mu(options, step) : floatMu(options, step));
    return rule(h.mu != 1, slots.dtype());
  }

  private UpdateRule<AsgdRule.H> rule(boolean average, DType dtype) {
    if (common) {
      return (average ? AsgdAverageRule.KIND : AsgdRule.KIND).shared(dtype);
    }
    return (average ? AsgdAverageKernel.KIND : AsgdKernel.KIND).shared(dtype);
  }

  private static double eta(Options o, double lr, int step) {
    return lr / CorrectlyRounded.pow(1 + o.get(LAMBD) * lr * step, o.get(ALPHA));
  }

  private static float floatEta(Options o, float lr, int step) {
    float base = 1f + o.get(LAMBD).floatValue() * lr * step;
    return lr / FloatMath.pow(base, o.get(ALPHA).floatValue());
  }

  private static double mu(Options o, int step) {
    return 1 / Math.max(1, step - o.get(T0));
  }

  private static float floatMu(Options o, int step) {
    return 1f / Math.max(1f, step - o.get(T0).floatValue());
  }
}
