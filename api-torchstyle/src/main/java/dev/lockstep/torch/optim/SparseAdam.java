package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamEpsHatRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.torch.optim.kernel.SparseAdamKernel;
import dev.lockstep.torch.optim.kernel.StockSparseAdamKernel;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.SparseAdam}: Adam on the rows of sparse gradients only, epsilon before bias
 * correction (unlike {@link Adam}). The moments of other rows rest, while the step counts for all.
 *
 * @see dev.lockstep.core.rule.AdamEpsHatRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.SparseAdam.html">torch
 *     2.15</a>
 */
public final class SparseAdam extends Elementwise<AdamRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.SparseAdam")
          .option(LR, 0.001)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(MAXIMIZE, false)
          .tensors(LR);

  private static final List<String> SLOTS = List.of("exp_avg", "exp_avg_sq");

  private final Precisions<UpdateRule<AdamRule.H>> kernel;

  /**
   * SparseAdam of parameters or groups, {@code new SparseAdam(parameters, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public SparseAdam(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, options);
    kernel = pick(AdamEpsHatRule.KIND, SparseAdamKernel.KIND, StockSparseAdamKernel.KIND);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    require(o.get(LR) > 0, "Invalid learning rate: %s, must be above 0", o.get(LR));
    require(o.get(EPS) > 0, "Invalid epsilon value: %s, must be above 0", o.get(EPS));
    OptionChecks.betas(o.get(BETAS));
  }

  @Override
  protected void check(ParamGroup group) {
    super.check(group);
    for (int i = 0; i < group.params().size(); i++) {
      Parameter parameter = group.params().get(i);
      require(
          !parameter.hasGrad() || parameter.hasSparseGrad(),
          "SparseAdam does not support dense gradients, please consider Adam instead");
    }
  }

  @Override
  protected void checkSparse(Options o, Parameter parameter) {}

  /** The step is a plain number here. */
  @Override
  protected void initialise(Options o, Parameter parameter, Map<String, Object> state) {
    state.put("step", 0L);
    putZeros(state, parameter, SLOTS);
  }

  @Override
  double count(Options o, Parameter parameter, Map<String, Object> state) {
    long step = state.get("step") instanceof Number before ? before.longValue() + 1 : 1;
    state.put("step", step);
    return step;
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
    h.correct(t, power());
    RateType in = rateType(o);
    if (in.isTensor()) {
      h.lr = in.over(in.times(h.lr, Floats.root(h.correction2)), h.correction1);
      h.correction1 = 1;
      h.correction2 = 1;
    }
  }

  @Override
  double[] scalars(AdamRule.H h, Options o, double t) {
    Floats.over(Floats.root(h.correction2), h.correction1);
    return super.scalars(h, o, t);
  }

  @Override
  Precisions<UpdateRule<AdamRule.H>> rule(Options o, double t, AdamRule.H h) {
    return kernel;
  }
}
