package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.CAPTURABLE;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Betas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.rule.AdamaxRule;
import dev.lockstep.torch.optim.kernel.AdamaxKernel;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.Adamax}: L2 decay, then Adam with the infinity norm; epsilon is added to the
 * gradient inside the maximum.
 *
 * @see AdamaxRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html">torch
 *     2.15</a>
 */
public final class Adamax extends Elementwise<AdamRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.Adamax")
          .option(LR, 0.002)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.0)
          .option(FOREACH)
          .option(MAXIMIZE, false)
          .option(DIFFERENTIABLE, false)
          .option(CAPTURABLE, false)
          .tensors(LR);

  private static final List<String> SLOTS = List.of("exp_avg", "exp_inf");

  private final Precisions<UpdateRule<AdamRule.H>> kernel;

  /**
   * Adamax of parameters or groups, {@code new Adamax(model.parameters(), lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public Adamax(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, options);
    kernel = arithmetic() == Arithmetic.COMMON ? AdamaxRule.KIND : AdamaxKernel.KIND;
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.atLeastZero(o, LR, EPS);
    OptionChecks.betas(o.get(BETAS));
    Checks.atLeastZero(o, WEIGHT_DECAY);
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
  AdamRule.H newNumbers() {
    return new AdamRule.H();
  }

  @Override
  void set(AdamRule.H h, Options o, double t, Map<String, Object> state) {
    h.lr = o.get(LR);
    h.beta1 = o.get(BETAS).beta1();
    h.beta2 = o.get(BETAS).beta2();
    h.eps = o.get(EPS);
    h.correction1 = 1 - power().applyAsDouble(h.beta1, t);
    RateType in = rateType(o);
    if (in.isTensor() && !isForeach(o)) { // foreach takes the number
      h.lr = in.over(h.lr, h.correction1);
      h.correction1 = 1;
    }
  }

  @Override
  double[] scalars(AdamRule.H h, Options o, double t) {
    return new double[] {1 - h.beta1, Floats.over(h.lr, h.correction1)};
  }

  @Override
  Precisions<UpdateRule<AdamRule.H>> rule(Options o, double t, AdamRule.H h) {
    return kernel;
  }
}
