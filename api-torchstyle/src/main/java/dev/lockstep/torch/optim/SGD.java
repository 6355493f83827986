package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.DAMPENING;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.FUSED;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM;
import static dev.lockstep.torch.optim.TorchOptions.NESTEROV;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;
import dev.lockstep.core.rule.MomentumStartRule;
import dev.lockstep.core.rule.NesterovRule;
import dev.lockstep.core.rule.NesterovStartRule;
import dev.lockstep.core.rule.SgdRule;
import dev.lockstep.core.transform.AddDecay;
import dev.lockstep.core.transform.Scale;
import dev.lockstep.torch.optim.kernel.AddDecayFma;
import dev.lockstep.torch.optim.kernel.MomentumKernel;
import dev.lockstep.torch.optim.kernel.MomentumStartKernel;
import dev.lockstep.torch.optim.kernel.NesterovKernel;
import dev.lockstep.torch.optim.kernel.NesterovStartKernel;
import dev.lockstep.torch.optim.kernel.SgdKernel;
import java.util.List;

/**
 * {@code torch.optim.SGD}: L2 decay, then momentum with dampening, the rate outside the buffer.
 *
 * <p>The first update of a parameter makes its buffer the gradient itself: dampening does not act
 * on it. "First" is the first step at which that parameter has a gradient.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch 2.15</a>
 */
public final class SGD extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.SGD")
          .option(LR, 0.001)
          .option(MOMENTUM, 0.0)
          .option(DAMPENING, 0.0)
          .option(WEIGHT_DECAY, 0.0)
          .option(NESTEROV, false)
          .option(MAXIMIZE, false)
          .option(FOREACH)
          .option(DIFFERENTIABLE, false)
          .option(FUSED);

  /** The kernels of one arithmetic. */
  private record Kernels(
      Precisions<UpdateRule<MomentumRule.H>> plain,
      Precisions<UpdateRule<MomentumRule.H>> start,
      Precisions<UpdateRule<MomentumRule.H>> momentum,
      Precisions<UpdateRule<MomentumRule.H>> nesterovStart,
      Precisions<UpdateRule<MomentumRule.H>> nesterov,
      Precisions<Transform> decay) {}

  private static final Kernels COMMON =
      new Kernels(
          SgdRule.KIND,
          MomentumStartRule.KIND,
          MomentumRule.KIND,
          NesterovStartRule.KIND,
          NesterovRule.KIND,
          AddDecay.KIND);

  private static final Kernels NATIVE =
      new Kernels(
          SgdKernel.KIND,
          MomentumStartKernel.KIND,
          MomentumKernel.KIND,
          NesterovStartKernel.KIND,
          NesterovKernel.KIND,
          AddDecayFma.KIND);

  private final Kernels kernels;

  /** SGD of parameters or groups, {@code new SGD(model.parameters(), lr(0.1), momentum(0.9))}. */
  public SGD(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    kernels = arithmetic() == Arithmetic.COMMON ? COMMON : NATIVE;
    init(params);
  }

  @Override
  protected void validate(Options o) {
    require(o.get(LR) >= 0, "Invalid learning rate: %s", o.get(LR));
    require(o.get(MOMENTUM) >= 0, "Invalid momentum value: %s", o.get(MOMENTUM));
    require(o.get(WEIGHT_DECAY) >= 0, "Invalid weight_decay value: %s", o.get(WEIGHT_DECAY));
    require(
        !o.get(NESTEROV) || (o.get(MOMENTUM) > 0 && o.get(DAMPENING) == 0),
        "Nesterov momentum requires a momentum and zero dampening");
  }

  @Override
  protected void stepGroup(ParamGroup group) {
    double lr = group.get(LR);
    double momentum = group.get(MOMENTUM);
    double dampening = group.get(DAMPENING);
    double decay = group.get(WEIGHT_DECAY);
    boolean nesterov = group.get(NESTEROV);
    double sign = group.get(MAXIMIZE) ? -1 : 1;
    for (Parameter parameter : group.params()) {
      if (parameter.hasGrad()) {
        Slots<MomentumRule.H> slots = slots(group, parameter);
        slots.h().lr = lr;
        slots.h().momentum = momentum;
        slots.h().keep = 1 - dampening;
        slots.transform(0).set(sign);
        slots.transform(1).set(decay);
        boolean first = slots.step++ == 0;
        stepper().schedule(slots, kernel(slots, momentum != 0, nesterov, first));
      }
    }
  }

  private UpdateRule<MomentumRule.H> kernel(
      Slots<?> slots, boolean momentum, boolean nesterov, boolean first) {
    Precisions<UpdateRule<MomentumRule.H>> kind;
    if (!momentum) {
      kind = kernels.plain();
    } else if (nesterov) {
      kind = first ? kernels.nesterovStart() : kernels.nesterov();
    } else {
      kind = first ? kernels.start() : kernels.momentum();
    }
    return kind.shared(slots.parameter().value().dtype());
  }

  @Override
  protected Slots<MomentumRule.H> makeSlots(ParamGroup group, Parameter parameter) {
    DType dtype = parameter.value().dtype();
    return new Slots<>(
        parameter,
        new MomentumRule.H(),
        group.get(MOMENTUM) == 0 ? List.of() : List.of("momentum_buffer"),
        Scale.KIND.make(dtype),
        kernels.decay().make(dtype));
  }
}
