package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.CAPTURABLE;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.ETAS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.STEP_SIZES;

import dev.lockstep.core.Etas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.StepSizes;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RpropRule;
import dev.lockstep.torch.optim.kernel.RpropMasksKernel;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.Rprop}: a step size an element, changed by the sign of the gradient alone. Its
 * native and its common arithmetic are the same, but where etas or step sizes are no numbers or
 * round to 1.
 *
 * @see RpropRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Rprop.html">torch
 *     2.15</a>
 */
public final class Rprop extends Elementwise<RpropRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.Rprop")
          .option(LR, 0.01)
          .option(ETAS, new Etas(0.5, 1.2))
          .option(STEP_SIZES, new StepSizes(1e-6, 50))
          .option(CAPTURABLE, false)
          .option(FOREACH)
          .option(MAXIMIZE, false)
          .option(DIFFERENTIABLE, false)
          .tensors(LR);

  private static final List<String> SLOTS = List.of("prev", "step_size");

  /**
   * Rprop of parameters or groups, {@code new Rprop(model.parameters(), lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public Rprop(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.atLeastZero(o, LR);
    Etas etas = o.get(ETAS);
    require(
        0 < etas.minus() && etas.minus() < 1 && 1 < etas.plus(),
        "Invalid eta values: %s, %s, must be in (0, 1) and above 1",
        etas.minus(),
        etas.plus());
  }

  @Override
  protected void initialise(Options o, Parameter parameter, Map<String, Object> state) {
    super.initialise(o, parameter, state);
    Tensor stepSize = parameter.value().zerosLike();
    stepSize.fill(o.get(LR));
    state.put("step_size", stepSize);
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  RpropRule.H newNumbers() {
    return new RpropRule.H();
  }

  @Override
  void set(RpropRule.H h, Options o, double t, Map<String, Object> state) {
    h.shrink = o.get(ETAS).minus();
    h.grow = o.get(ETAS).plus();
    h.least = o.get(STEP_SIZES).least();
    h.most = o.get(STEP_SIZES).most();
  }

  @Override
  double[] scalars(RpropRule.H h, Options o, double t) {
    return new double[] {t == 1 ? o.get(LR) : 0, h.shrink, h.grow, h.least, h.most};
  }

  @Override
  boolean usual(Options o) {
    return super.usual(o) && isPlain(o) && o.get(ETAS).plus() < 100;
  }

  /** Whether etas are apart from 0 and 1, in float32 too, and step sizes numbers within it. */
  private static boolean isPlain(Options o) {
    Etas etas = o.get(ETAS);
    StepSizes sizes = o.get(STEP_SIZES);
    return 0 < (float) etas.minus()
        && (float) etas.minus() < 1
        && 1 < (float) etas.plus()
        && Math.abs(sizes.least()) < Float.MAX_VALUE
        && Math.abs(sizes.most()) < Float.MAX_VALUE;
  }

  @Override
  Precisions<UpdateRule<RpropRule.H>> rule(Options o, double t, RpropRule.H h) {
    return isCommon() || isPlain(o) ? RpropRule.KIND : RpropMasksKernel.KIND;
  }
}
