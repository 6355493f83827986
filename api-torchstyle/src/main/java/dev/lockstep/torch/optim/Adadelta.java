package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.CAPTURABLE;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.RHO;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdadeltaRule;
import dev.lockstep.torch.optim.kernel.AdadeltaKernel;
import dev.lockstep.torch.optim.kernel.StockAdadeltaKernel;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.Adadelta}: L2 decay, then a step in the unit of the parameter; epsilon inside
 * both roots.
 *
 * @see AdadeltaRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adadelta.html">torch
 *     2.15</a>
 */
public final class Adadelta extends Elementwise<AdadeltaRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.Adadelta")
          .option(LR, 1.0)
          .option(RHO, 0.9)
          .option(EPS, 1e-6)
          .option(WEIGHT_DECAY, 0.0)
          .option(FOREACH)
          .option(CAPTURABLE, false)
          .option(MAXIMIZE, false)
          .option(DIFFERENTIABLE, false)
          .tensors(LR);

  private static final List<String> SLOTS = List.of("square_avg", "acc_delta");

  private final Precisions<UpdateRule<AdadeltaRule.H>> kernel;

  /**
   * Adadelta of parameters or groups, {@code new Adadelta(model.parameters(), rho(0.95))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public Adadelta(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, options);
    kernel = pick(AdadeltaRule.KIND, AdadeltaKernel.KIND, StockAdadeltaKernel.KIND);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.atLeastZero(o, LR);
    double rho = o.get(RHO);
    require(0 <= rho && rho <= 1, "Invalid rho value: %s, must be in [0, 1]", rho);
    Checks.atLeastZero(o, EPS, WEIGHT_DECAY);
  }

  @Override
  boolean foreachAsksFirst() {
    return true;
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  AdadeltaRule.H newNumbers() {
    return new AdadeltaRule.H();
  }

  @Override
  void set(AdadeltaRule.H h, Options o, double t, Map<String, Object> state) {
    h.lr = o.get(LR);
    h.rho = o.get(RHO);
    h.eps = o.get(EPS);
  }

  @Override
  double[] scalars(AdadeltaRule.H h, Options o, double t) {
    return new double[] {1 - h.rho, h.lr};
  }

  @Override
  Precisions<UpdateRule<AdadeltaRule.H>> rule(Options o, double t, AdadeltaRule.H h) {
    return kernel;
  }
}
