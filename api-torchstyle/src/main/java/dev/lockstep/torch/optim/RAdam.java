package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.CAPTURABLE;
import static dev.lockstep.torch.optim.TorchOptions.DECOUPLED_WEIGHT_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RAdamRule;
import dev.lockstep.core.rule.RAdamStartRule;
import dev.lockstep.torch.optim.kernel.RAdamForeachKernel;
import dev.lockstep.torch.optim.kernel.RAdamKernel;
import dev.lockstep.torch.optim.kernel.RAdamStartKernel;
import dev.lockstep.torch.optim.kernel.StockRAdamForeachKernel;
import dev.lockstep.torch.optim.kernel.StockRAdamKernel;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.RAdam}: Adam with a rectified rate, epsilon outside the bias correction; L2
 * decay, or AdamW's with {@code decoupled_weight_decay}. The first steps do without the second
 * moment.
 *
 * <p>With {@code foreach} all that does not depend on the gradient is one factor.
 *
 * @see RAdamRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html">torch
 *     2.15</a>
 */
public final class RAdam extends Elementwise<RAdamRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.RAdam")
          .option(LR, 0.001)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.0)
          .option(DECOUPLED_WEIGHT_DECAY, false)
          .option(FOREACH)
          .option(MAXIMIZE, false)
          .option(CAPTURABLE, false)
          .option(DIFFERENTIABLE, false)
          .tensors(LR);

  private static final List<String> SLOTS = List.of("exp_avg", "exp_avg_sq");

  /** The kernels of one arithmetic. */
  private record Kernels(
      Precisions<UpdateRule<RAdamRule.H>> start, Precisions<UpdateRule<RAdamRule.H>> rectified) {}

  private static final Kernels COMMON = new Kernels(RAdamStartRule.KIND, RAdamRule.KIND);
  private static final Kernels NATIVE = new Kernels(RAdamStartKernel.KIND, RAdamKernel.KIND);
  private static final Kernels FOREACH_NATIVE =
      new Kernels(RAdamForeachKernel.KIND, RAdamForeachKernel.KIND);

  private static final Kernels STOCK = new Kernels(RAdamStartKernel.KIND, StockRAdamKernel.KIND);
  private static final Kernels STOCK_FOREACH =
      new Kernels(StockRAdamForeachKernel.KIND, StockRAdamForeachKernel.KIND);

  private final Kernels kernels;
  private final Kernels foreachKernels;

  /**
   * RAdam of parameters or groups, {@code new RAdam(model.parameters(), lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public RAdam(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, options);
    kernels = pick(COMMON, NATIVE, STOCK);
    foreachKernels = pick(COMMON, FOREACH_NATIVE, STOCK_FOREACH);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.atLeastZero(o, LR, EPS);
    OptionChecks.betas(o.get(BETAS));
    Checks.atLeastZero(o, WEIGHT_DECAY);
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  RAdamRule.H newNumbers() {
    return new RAdamRule.H();
  }

  @Override
  void set(RAdamRule.H h, Options o, double t, Map<String, Object> state) {
    h.lr = o.get(LR);
    h.beta1 = o.get(BETAS).beta1();
    h.beta2 = o.get(BETAS).beta2();
    h.eps = o.get(EPS);
    RateType in = rateType(o);
    h.keep = keep(o, h.lr, in);
    h.correct(t, power());
    if (in.isTensor() && isForeach(o)) {
      foldRates(h, in);
    }
  }

  /** The one factor that foreach makes of all numbers, and 1 in place of the others. */
  private static void foldRates(RAdamRule.H h, RateType in) {
    if (h.rect > 0) {
      double rate = in.over(in.times(h.lr, h.rect), h.correction1);
      h.lr = in.times(Math.sqrt(h.correction2), rate);
      h.rect = 1;
      h.correction2 = 1;
    } else {
      h.lr = in.over(h.lr, h.correction1);
    }
    h.correction1 = 1;
  }

  @Override
  RateType meeting(Options o) {
    return rateType(o);
  }

  @Override
  double[] scalars(RAdamRule.H h, Options o, double t) {
    Floats.over(2, 1 - h.beta2);
    Floats.over(t, h.correction2);
    Floats.root(Double.isNaN(h.rect) ? -1 : 0); // of what is complex in Python
    if (h.rect > 0 || isForeach(o)) {
      Floats.root(h.correction2);
    }
    if (isForeach(o)) {
      Floats.over(h.lr, h.correction1);
    }
    return new double[] {1 - h.beta1, 1 - h.beta2};
  }

  @Override
  Precisions<UpdateRule<RAdamRule.H>> rule(Options o, double t, RAdamRule.H h) {
    Kernels from = on(o, FOREACH) ? foreachKernels : kernels;
    return h.rect > 0 ? from.rectified() : from.start();
  }
}
