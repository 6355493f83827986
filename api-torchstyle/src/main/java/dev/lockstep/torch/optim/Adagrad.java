package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.FUSED;
import static dev.lockstep.torch.optim.TorchOptions.INITIAL_ACCUMULATOR_VALUE;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.LR_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdagradRule;
import dev.lockstep.torch.optim.kernel.AdagradKernel;
import dev.lockstep.torch.optim.kernel.ElementAdagradKernel;
import dev.lockstep.torch.optim.kernel.SparseAdagradKernel;
import dev.lockstep.torch.optim.kernel.StockAdagradKernel;
import dev.lockstep.torch.optim.kernel.StockElementAdagradKernel;
import dev.lockstep.torch.optim.kernel.StockSparseAdagradKernel;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.Adagrad}: L2 decay, then the gradient divided by the root of the sum of its
 * squares, epsilon outside the root, with a rate that falls with the steps.
 *
 * <p>The state is made in the constructor; a group's own {@code initial_accumulator_value} has no
 * effect, as in torch. The {@code fused} kernel computes the same but for the last bit of the rate.
 *
 * @see AdagradRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html">torch
 *     2.15</a>
 */
public final class Adagrad extends Elementwise<AdagradRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.Adagrad")
          .option(LR, 0.01)
          .option(LR_DECAY, 0.0)
          .option(WEIGHT_DECAY, 0.0)
          .option(INITIAL_ACCUMULATOR_VALUE, 0.0)
          .option(EPS, 1e-10)
          .option(FOREACH)
          .option(MAXIMIZE, false)
          .option(DIFFERENTIABLE, false)
          .option(FUSED)
          .tensors(LR);

  private static final List<String> SLOTS = List.of("sum");

  private final Precisions<UpdateRule<AdagradRule.H>> kernel;

  /**
   * Adagrad of parameters or groups, {@code new Adagrad(model.parameters(), lr(0.1))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public Adagrad(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, options);
    kernel = pick(AdagradRule.KIND, AdagradKernel.KIND, StockAdagradKernel.KIND);
    init(params);
    for (ParamGroup group : paramGroups()) {
      group.params().forEach(parameter -> state(group.options(), parameter));
    }
  }

  @Override
  protected void validate(Options o) {
    Checks.atLeastZero(o, LR, LR_DECAY, WEIGHT_DECAY, INITIAL_ACCUMULATOR_VALUE, EPS);
  }

  @Override
  protected void initialise(Options o, Parameter parameter, Map<String, Object> state) {
    state.put("step", newCount());
    double first = defaults().get(INITIAL_ACCUMULATOR_VALUE);
    if (!isCommon()) {
      Floats.fit(parameter, first);
    }
    Tensor sum = parameter.value().zerosLike();
    sum.fill(first);
    state.put("sum", sum);
  }

  @Override
  protected void checkSparse(Options o, Parameter parameter) {
    require(
        o.get(WEIGHT_DECAY) == 0, "weight_decay option is not compatible with sparse gradients");
    require(!isFused(o), "`fused` does not support sparse grad or complex param");
  }

  @Override
  Precisions<UpdateRule<AdagradRule.H>> sparseRule(
      Parameter parameter, Precisions<UpdateRule<AdagradRule.H>> dense) {
    return isOneElement(parameter, parameter.sparseGrad())
        ? pick(AdagradRule.KIND, ElementAdagradKernel.KIND, StockElementAdagradKernel.KIND)
        : pick(AdagradRule.KIND, SparseAdagradKernel.KIND, StockSparseAdagradKernel.KIND);
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
  AdagradRule.H newNumbers() {
    return new AdagradRule.H();
  }

  @Override
  void set(AdagradRule.H h, Options o, double t, Map<String, Object> state) {
    double decay = o.get(LR_DECAY);
    // Torch's fused kernel is compiled so that this product is not rounded by itself.
    h.lr =
        isFused(o)
            ? o.get(LR) / Math.fma(t - 1, decay, 1)
            : rateType(o).over(o.get(LR), 1 + (t - 1) * decay);
    h.eps = o.get(EPS);
  }

  @Override
  RateType meeting(Options o) {
    return isForeach(o) ? rateType(o) : RateType.PYTHON;
  }

  @Override
  double[] scalars(AdagradRule.H h, Options o, double t) {
    return new double[] {h.lr};
  }

  @Override
  Precisions<UpdateRule<AdagradRule.H>> rule(Options o, double t, AdagradRule.H h) {
    return isFused(o) ? AdagradKernel.KIND : kernel;
  }
}
