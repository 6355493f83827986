package dev.lockstep.mindspore.mint.optim;

import static dev.lockstep.mindspore.MindSporeOptions.DAMPENING;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.MOMENTUM;
import static dev.lockstep.mindspore.MindSporeOptions.NESTEROV;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
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
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import dev.lockstep.mindspore.mint.optim.kernel.AddDecayFma;
import dev.lockstep.mindspore.mint.optim.kernel.NesterovKernel;
import dev.lockstep.mindspore.mint.optim.kernel.NesterovStartKernel;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * {@code mint.optim.SGD}: L2 decay, then momentum with dampening, the rate outside the buffer.
 *
 * <p>The first step makes the buffer the gradient itself. The rate is that of the construction,
 * whatever is assigned later: {@link Quirk#MINT_SGD_KEEPS_FIRST_RATE}.
 *
 * @see SgdRule
 * @see MomentumRule
 * @see NesterovRule
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/mint/mindspore.mint.optim.SGD.html">mindspore
 *     2.10</a>
 */
public final class SGD extends Optimizer {
  /** Names, order and defaults; {@code lr} must be given. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.mint.optim.SGD")
          .option(LR)
          .option(MOMENTUM, 0.0)
          .option(DAMPENING, 0.0)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(NESTEROV, false)
          .option(MAXIMIZE, false);

  private final IdentityHashMap<ParamGroup, Double> firstRates = new IdentityHashMap<>();
  private boolean first;

  /**
   * SGD of parameters or groups, {@code new SGD(params, lr(0.1), momentum(0.9))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public SGD(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "step_t", options);
    init(params);
    paramGroups().forEach(group -> firstRates.put(group, super.rate(group)));
  }

  @Override
  protected void validate(Options o) {
    Checks.require(
        o.get(MOMENTUM) >= 0, "%s: momentum must be >= 0, got %s", api(), o.get(MOMENTUM));
    Checks.require(
        !o.get(NESTEROV) || (o.get(MOMENTUM) > 0 && o.get(DAMPENING) == 0),
        "%s: with nesterov, momentum must be > 0 and dampening 0, got momentum %s, dampening %s",
        api(),
        o.get(MOMENTUM),
        o.get(DAMPENING));
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    DType dtype = parameter.value().dtype();
    Transform decay = (isCommon() ? AddDecay.KIND : AddDecayFma.KIND).make(dtype);
    return new Slots<>(
        parameter, new MomentumRule.H(), List.of("momentum_buf"), Scale.KIND.make(dtype), decay);
  }

  @Override
  protected void begin() {
    first = step() == 1;
    if (has(Quirk.MINT_PYNATIVE_UPDATES_NOTHING)) {
      step(0);
    }
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<MomentumRule.H> typed = typed(slots);
    setGradientPath(group, typed);
    double momentum = number(group.get(MOMENTUM));
    typed.h().lr = effective(group, lr);
    typed.h().momentum = momentum;
    typed.h().keep = number(1 - number(group.get(DAMPENING)));
    Precisions<UpdateRule<MomentumRule.H>> kind =
        isZero(group.get(MOMENTUM)) ? SgdRule.KIND : kind(group.get(NESTEROV));
    stepper().schedule(typed, kind.shared(typed.dtype()));
  }

  private Precisions<UpdateRule<MomentumRule.H>> kind(boolean nesterov) {
    if (!nesterov) {
      return first ? MomentumStartRule.KIND : MomentumRule.KIND;
    }
    if (isCommon()) {
      return first ? NesterovStartRule.KIND : NesterovRule.KIND;
    }
    return first ? NesterovStartKernel.KIND : NesterovKernel.KIND;
  }

  /** The rate that is applied, which is not always the one that is shown. */
  private double effective(ParamGroup group, double lr) {
    if (has(Quirk.MINT_PYNATIVE_UPDATES_NOTHING)) {
      return 0;
    }
    Double first = has(Quirk.MINT_SGD_KEEPS_FIRST_RATE) ? firstRates.get(group) : null;
    return first == null ? lr : first;
  }
}
