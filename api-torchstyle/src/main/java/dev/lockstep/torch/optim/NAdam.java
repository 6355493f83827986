package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.CAPTURABLE;
import static dev.lockstep.torch.optim.TorchOptions.DECOUPLED_WEIGHT_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.LastPower;
import dev.lockstep.core.rule.NAdamRule;
import dev.lockstep.torch.aten.Scalar;
import dev.lockstep.torch.optim.kernel.NAdamForeachKernel;
import dev.lockstep.torch.optim.kernel.NAdamKernel;
import dev.lockstep.torch.optim.kernel.StockNAdamForeachKernel;
import dev.lockstep.torch.optim.kernel.StockNAdamKernel;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.NAdam}: Adam with Nesterov momentum after a schedule of its own; L2 decay, or
 * AdamW's with {@code decoupled_weight_decay}.
 *
 * <p>The bias correction is inside the root; with {@code foreach} it is taken after the root.
 *
 * @see NAdamRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html">torch
 *     2.15</a>
 */
public final class NAdam extends Elementwise<NAdamRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.NAdam")
          .option(LR, 0.002)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.0)
          .option(MOMENTUM_DECAY, 0.004)
          .option(DECOUPLED_WEIGHT_DECAY, false)
          .option(FOREACH)
          .option(MAXIMIZE, false)
          .option(CAPTURABLE, false)
          .option(DIFFERENTIABLE, false)
          .tensors(LR);

  private static final List<String> SLOTS = List.of("exp_avg", "exp_avg_sq");
  private static final Scalar ONE = Scalar.python(1);

  private final Precisions<UpdateRule<NAdamRule.H>> kernel;
  private final Precisions<UpdateRule<NAdamRule.H>> foreachKernel;
  private final LastPower now = new LastPower(power());
  private final LastPower next = new LastPower(power());
  private final LastPower beta2 = new LastPower(power());

  /**
   * NAdam of parameters or groups, {@code new NAdam(model.parameters(), lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public NAdam(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, options);
    kernel = pick(NAdamRule.KIND, NAdamKernel.KIND, StockNAdamKernel.KIND);
    foreachKernel = pick(NAdamRule.KIND, NAdamForeachKernel.KIND, StockNAdamForeachKernel.KIND);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.atLeastZero(o, LR, EPS);
    OptionChecks.betas(o.get(BETAS));
    Checks.atLeastZero(o, WEIGHT_DECAY, MOMENTUM_DECAY);
  }

  @Override
  protected void initialise(Options o, Parameter parameter, Map<String, Object> state) {
    state.put("step", newCount());
    state.put("mu_product", scalar(1));
    putZeros(state, parameter, SLOTS);
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  NAdamRule.H newNumbers() {
    return new NAdamRule.H();
  }

  @Override
  boolean isShared(Options o) {
    return false;
  }

  @Override
  void set(NAdamRule.H h, Options o, double t, Map<String, Object> state) {
    double lr = o.get(LR);
    double decay = o.get(MOMENTUM_DECAY);
    h.beta1 = o.get(BETAS).beta1();
    h.beta2 = o.get(BETAS).beta2();
    h.eps = o.get(EPS);
    RateType in = rateType(o);
    h.keep = keep(o, lr, in);
    h.correction2 = 1 - beta2.of(h.beta2, t);
    double mu = NAdamRule.H.mu(h.beta1, now.of(0.96, t * decay));
    double muNext = NAdamRule.H.mu(h.beta1, next.of(0.96, (t + 1) * decay));
    Tensor product = tensor(state, "mu_product");
    product.set(0, product.get(0) * product.dtype().round(mu));
    h.rates(lr, mu, muNext, product.get(0));
    if (isDifferentiable(o)) {
      setInTensors(h, in.scalar(lr), mu, muNext, product);
    } else if (in.isTensor() && !isForeach(o)) { // foreach takes the number
      h.gradientRate = in.over(in.times(lr, 1 - mu), 1 - product.get(0));
      h.momentRate = in.over(in.times(lr, muNext), 1 - product.get(0) * muNext);
    }
  }

  /** The rates where the product stays a tensor: each operation rounds. */
  private static void setInTensors(
      NAdamRule.H h, Scalar lr, double mu, double muNext, Tensor product) {
    Scalar all = Scalar.tensor(product.dtype(), product.get(0));
    h.gradientRate = lr.times(1 - mu).over(ONE.minus(all)).value();
    h.momentRate = lr.times(muNext).over(ONE.minus(all.times(muNext))).value();
  }

  @Override
  RateType meeting(Options o) {
    return isDifferentiable(o) ? rateType(o) : super.meeting(o);
  }

  @Override
  double[] scalars(NAdamRule.H h, Options o, double t) {
    if (isForeach(o)) {
      Floats.root(h.correction2);
    }
    boolean factors = isDifferentiable(o); // of gradient and moment, not of a quotient
    return factors
        ? new double[] {1 - h.beta1, 1 - h.beta2}
        : new double[] {1 - h.beta1, 1 - h.beta2, h.gradientRate, h.momentRate};
  }

  @Override
  Precisions<UpdateRule<NAdamRule.H>> rule(Options o, double t, NAdamRule.H h) {
    return on(o, FOREACH) ? foreachKernel : kernel;
  }
}
