package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.ALPHA;
import static dev.lockstep.torch.optim.TorchOptions.CAPTURABLE;
import static dev.lockstep.torch.optim.TorchOptions.CENTERED;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.CenteredRmsPropMomentumRule;
import dev.lockstep.core.rule.CenteredRmsPropRule;
import dev.lockstep.core.rule.RmsPropMomentumRule;
import dev.lockstep.core.rule.RmsPropRule;
import dev.lockstep.torch.optim.kernel.CenteredRmsPropKernel;
import dev.lockstep.torch.optim.kernel.CenteredRmsPropMomentumKernel;
import dev.lockstep.torch.optim.kernel.RmsPropKernel;
import dev.lockstep.torch.optim.kernel.RmsPropMomentumKernel;
import dev.lockstep.torch.optim.kernel.StockCenteredRmsPropKernel;
import dev.lockstep.torch.optim.kernel.StockCenteredRmsPropMomentumKernel;
import dev.lockstep.torch.optim.kernel.StockRmsPropKernel;
import dev.lockstep.torch.optim.kernel.StockRmsPropMomentumKernel;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.RMSprop}: L2 decay, then the gradient divided by its running root mean square,
 * or standard deviation if {@code centered}; epsilon outside the root; momentum outside the
 * quotient, the rate outside the buffer.
 *
 * @see RmsPropRule
 * @see CenteredRmsPropRule
 * @see RmsPropMomentumRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html">torch
 *     2.15</a>
 */
public final class RMSprop extends Elementwise<RmsPropRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.RMSprop")
          .option(LR, 0.01)
          .option(ALPHA, 0.99)
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.0)
          .option(MOMENTUM, 0.0)
          .option(CENTERED, false)
          .option(CAPTURABLE, false)
          .option(FOREACH)
          .option(MAXIMIZE, false)
          .option(DIFFERENTIABLE, false)
          .tensors(LR);

  private static final String SQUARES = "square_avg";
  private static final String BUFFER = "momentum_buffer";
  private static final String GRADIENTS = "grad_avg";
  private static final List<String> PLAIN = List.of(SQUARES);
  private static final List<String> MOVING = List.of(SQUARES, BUFFER);
  private static final List<String> CENTRAL = List.of(SQUARES, GRADIENTS);
  private static final List<String> ALL = List.of(SQUARES, BUFFER, GRADIENTS);

  /** The kernels of one arithmetic. */
  private record Kernels(
      Precisions<UpdateRule<RmsPropRule.H>> plain,
      Precisions<UpdateRule<RmsPropRule.H>> momentum,
      Precisions<UpdateRule<RmsPropRule.H>> centered,
      Precisions<UpdateRule<RmsPropRule.H>> centeredMomentum) {}

  private static final Kernels COMMON =
      new Kernels(
          RmsPropRule.KIND,
          RmsPropMomentumRule.KIND,
          CenteredRmsPropRule.KIND,
          CenteredRmsPropMomentumRule.KIND);

  private static final Kernels NATIVE =
      new Kernels(
          RmsPropKernel.KIND,
          RmsPropMomentumKernel.KIND,
          CenteredRmsPropKernel.KIND,
          CenteredRmsPropMomentumKernel.KIND);

  private static final Kernels STOCK =
      new Kernels(
          StockRmsPropKernel.KIND,
          StockRmsPropMomentumKernel.KIND,
          StockCenteredRmsPropKernel.KIND,
          StockCenteredRmsPropMomentumKernel.KIND);

  private final Kernels kernels;

  /**
   * RMSprop of parameters or groups, {@code new RMSprop(model.parameters(), lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public RMSprop(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, ALL, options);
    kernels = pick(COMMON, NATIVE, STOCK);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.atLeastZero(o, LR, EPS, MOMENTUM, WEIGHT_DECAY, ALPHA);
  }

  @Override
  List<String> kept(Options o) {
    if (o.get(MOMENTUM) > 0) {
      return o.get(CENTERED) ? ALL : MOVING;
    }
    return o.get(CENTERED) ? CENTRAL : PLAIN;
  }

  @Override
  RmsPropRule.H newNumbers() {
    return new RmsPropRule.H();
  }

  @Override
  void set(RmsPropRule.H h, Options o, double t, Map<String, Object> state) {
    h.lr = o.get(LR);
    h.alpha = o.get(ALPHA);
    h.eps = o.get(EPS);
    h.momentum = o.get(MOMENTUM);
  }

  @Override
  double[] scalars(RmsPropRule.H h, Options o, double t) {
    return new double[] {1 - h.alpha, h.lr};
  }

  @Override
  Precisions<UpdateRule<RmsPropRule.H>> rule(Options o, double t, RmsPropRule.H h) {
    if (h.momentum > 0) {
      return o.get(CENTERED) ? kernels.centeredMomentum() : kernels.momentum();
    }
    return o.get(CENTERED) ? kernels.centered() : kernels.plain();
  }
}
