package dev.lockstep.mindspore;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Transform;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.rule.AsgdAverageRule;
import dev.lockstep.core.rule.AsgdRule;
import dev.lockstep.mindspore.nn.kernel.AsgdAverageKernel;
import dev.lockstep.mindspore.nn.kernel.AsgdKernel;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The steps of ASGD, which {@code nn.ASGD} and {@code experimental.optim.ASGD} share: each
 * parameter keeps the rate {@code eta} and the weight {@code mu} of its coming step.
 */
public final class Averaging {
  private final boolean common;
  private final IdentityHashMap<Slots<?>, Scalars> scalars = new IdentityHashMap<>();

  /** For one optimizer, in that arithmetic. */
  public Averaging(boolean common) {
    this.common = common;
  }

  private record Scalars(Tensor eta, Tensor mu) {}

  /** State of one parameter. */
  public Slots<AsgdRule.H> slots(Parameter parameter, Transform... gradient) {
    DType dtype = common ? DType.F64 : DType.F32;
    Slots<AsgdRule.H> slots = new Slots<>(parameter, new AsgdRule.H(), List.of("ax"), gradient);
    scalars.put(slots, new Scalars(Tensor.scalar(dtype, 0), Tensor.scalar(dtype, 1)));
    return slots;
  }

  /** The rate of the coming step. */
  public Tensor eta(Slots<?> slots) {
    return of(slots).eta();
  }

  /** How far the average moves in the coming step. */
  public Tensor mu(Slots<?> slots) {
    return of(slots).mu();
  }

  private Scalars of(Slots<?> slots) {
    Scalars found = scalars.get(slots);
    if (found == null) {
      throw new IllegalArgumentException("slots of another optimizer");
    }
    return found;
  }

  /**
   * Sets the numbers of the coming step and leaves those of the one after in the state.
   *
   * @param lr the rate of the optimizer
   * @param step counted from 1
   */
  public UpdateRule<AsgdRule.H> next(
      Slots<AsgdRule.H> slots, double lr, double lambd, double alpha, double t0, int step) {
    Tensor eta = eta(slots);
    Tensor mu = mu(slots);
    if (step == 1) {
      eta.set(0, lr);
    }
    slots.h().eta = eta.get(0);
    slots.h().lambd = lambd;
    slots.h().mu = mu.get(0);
    boolean average = slots.h().mu != 1;
    eta.set(0, common ? eta(lr, lambd, alpha, step) : floatEta(lr, lambd, alpha, step));
    mu.set(0, common ? 1 / Math.max(1, step - t0) : 1f / Math.max(1f, step - (float) t0));
    DType dtype = slots.parameter().value().dtype();
    if (common) {
      return (average ? AsgdAverageRule.KIND : AsgdRule.KIND).shared(dtype);
    }
    return (average ? AsgdAverageKernel.KIND : AsgdKernel.KIND).shared(dtype);
  }

  private static double eta(double lr, double lambd, double alpha, int step) {
    return lr / CorrectlyRounded.pow(1 + lambd * lr * step, alpha);
  }

  private static float floatEta(double lr, double lambd, double alpha, int step) {
    float base = 1f + (float) lambd * (float) lr * step;
    return (float) lr / FloatMath.pow(base, (float) alpha);
  }
}
