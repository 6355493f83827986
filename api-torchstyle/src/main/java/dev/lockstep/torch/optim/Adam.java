package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.AMSGRAD;
import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.CAPTURABLE;
import static dev.lockstep.torch.optim.TorchOptions.DECOUPLED_WEIGHT_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.FUSED;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.LiveBetas;
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
import dev.lockstep.core.math.Glibc;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.rule.AmsgradRule;
import dev.lockstep.torch.optim.kernel.AdamKernel;
import dev.lockstep.torch.optim.kernel.AmsgradKernel;
import dev.lockstep.torch.optim.kernel.FusedAdamKernel;
import dev.lockstep.torch.optim.kernel.FusedAmsgradKernel;
import dev.lockstep.torch.optim.kernel.StockAdamKernel;
import dev.lockstep.torch.optim.kernel.StockAmsgradKernel;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.Adam}: epsilon after bias correction; L2 decay, or AdamW's with {@code
 * decoupled_weight_decay}; with {@code amsgrad} the maximum is taken before bias correction.
 *
 * @see AdamRule
 * @see AmsgradRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html">torch
 *     2.15</a>
 */
public class Adam extends Elementwise<AdamRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.Adam")
          .option(LR, 0.001)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.0)
          .option(AMSGRAD, false)
          .option(FOREACH)
          .option(MAXIMIZE, false)
          .option(CAPTURABLE, false)
          .option(DIFFERENTIABLE, false)
          .option(FUSED)
          .option(DECOUPLED_WEIGHT_DECAY, false)
          .tensors(LR, BETAS);

  private static final List<String> MOMENTS = List.of("exp_avg", "exp_avg_sq");
  private static final List<String> MOMENTS_AND_MAXIMUM =
      List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq");

  /** The kernels of one arithmetic. */
  private record Kernels(
      Precisions<UpdateRule<AdamRule.H>> plain, Precisions<UpdateRule<AdamRule.H>> amsgrad) {}

  private static final Kernels COMMON = new Kernels(AdamRule.KIND, AmsgradRule.KIND);
  private static final Kernels NATIVE = new Kernels(AdamKernel.KIND, AmsgradKernel.KIND);
  private static final Kernels STOCK = new Kernels(StockAdamKernel.KIND, StockAmsgradKernel.KIND);
  private static final Kernels FUSED_NATIVE =
      new Kernels(FusedAdamKernel.KIND, FusedAmsgradKernel.KIND);

  private final Kernels kernels;

  /**
   * Adam of parameters or groups, {@code new Adam(model.parameters(), lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public Adam(Iterable<? extends Trainable> params, Option... options) {
    this(SIGNATURE, params, options);
  }

  Adam(Signature signature, Iterable<? extends Trainable> params, Option... options) {
    super(signature, MOMENTS_AND_MAXIMUM, options);
    kernels = pick(COMMON, NATIVE, STOCK);
    init(params);
  }

  @Override
  protected final void validate(Options o) {
    require(
        !on(o, FOREACH) || on(o, CAPTURABLE) || !o.isLive(),
        "lr or betas as a Tensor is not supported for capturable=False and foreach=True");
    if (o.live(BETAS) instanceof LiveBetas betas) {
      require(
          betas.first() != null && betas.second() != null,
          "betas must be either both floats or both Tensors");
    }
    Checks.atLeastZero(o, LR, EPS);
    OptionChecks.betas(o.get(BETAS));
    Checks.atLeastZero(o, WEIGHT_DECAY);
  }

  @Override
  protected final void checkSparse(Options o, Parameter parameter) {
    throw new OptionException(
        "Adam does not support sparse gradients, please consider SparseAdam instead");
  }

  @Override
  final List<String> kept(Options o) {
    return o.get(AMSGRAD) ? MOMENTS_AND_MAXIMUM : MOMENTS;
  }

  @Override
  final AdamRule.H newNumbers() {
    return new AdamRule.H();
  }

  @Override
  final void set(AdamRule.H h, Options o, double t, Map<String, Object> state) {
    h.lr = o.get(LR);
    h.beta1 = o.get(BETAS).beta1();
    h.beta2 = o.get(BETAS).beta2();
    h.eps = o.get(EPS);
    RateType in = rateType(o);
    h.keep = keep(o, h.lr, in);
    boolean scalars = hasScalars(o);
    h.correct(t, isFused(o) || scalars ? Glibc::pow : power());
    if (scalars) {
      AdamScalars.set(h, o, t, in, tensor(state, "exp_avg").dtype(), root());
    } else if (in.isTensor()) {
      h.lr = in.over(h.lr, h.correction1);
      h.correction1 = 1;
    }
  }

  private boolean hasScalars(Options o) {
    return !isCommon() && !isFused(o) && (o.live(BETAS) != null || isDifferentiable(o));
  }

  /** Tensors as betas are rounded to the type of the parameter. */
  @Override
  final boolean isShared(Options o) {
    return o.live(BETAS) == null;
  }

  @Override
  final RateType meeting(Options o) {
    return hasScalars(o) ? AdamScalars.widest(o, rateType(o)) : super.meeting(o);
  }

  @Override
  protected final void check(ParamGroup group) {
    super.check(group);
    Options o = group.options();
    require(
        !on(o, FOREACH) || !o.isLive() || !group.hasGrad(),
        "lr or betas as a Tensor is not supported for capturable=False and foreach=True");
    if (hasScalars(o)) {
      AdamScalars.check(group, rateType(o));
    }
  }

  @Override
  final double[] scalars(AdamRule.H h, Options o, double t) {
    Floats.root(h.correction2);
    return new double[] {1 - h.beta1, 1 - h.beta2, Floats.over(h.lr, h.correction1)};
  }

  @Override
  final Precisions<UpdateRule<AdamRule.H>> rule(Options o, double t, AdamRule.H h) {
    Kernels from = isFused(o) ? FUSED_NATIVE : kernels;
    return o.get(AMSGRAD) ? from.amsgrad() : from.plain();
  }
}
