package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.DAMPENING;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.MOMENTUM;
import static dev.lockstep.mindspore.MindSporeOptions.NESTEROV;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.rule.MomentumRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.SgdOperator;
import dev.lockstep.mindspore.WeightDecay;
import java.util.List;

/**
 * {@code experimental.optim.SGD}: the operator of {@code nn.SGD}, with groups that set every
 * option.
 *
 * <p>A group may set {@code grad_centralization}; it has no effect, as in MindSpore.
 *
 * @see dev.lockstep.core.rule.SgdRule
 * @see MomentumRule
 * @see dev.lockstep.core.rule.NesterovRule
 * @see SgdOperator
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.SGD.html">mindspore
 *     2.10</a>
 */
public final class SGD extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.SGD")
          .option(LR)
          .option(MOMENTUM, 0.0)
          .option(DAMPENING, 0.0)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(NESTEROV, false)
          .option(MAXIMIZE, false);

  /**
   * SGD of parameters or groups, {@code new SGD(params, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public SGD(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "", options);
    init(params);
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

  /** The constructor looks at its own options only, the operator at those of each group. */
  @Override
  protected void prepare() {
    List<ParamGroup> groups = paramGroups();
    for (int i = 0; i < groups.size(); i++) {
      double dampening = groups.get(i).get(DAMPENING);
      if (groups.get(i).get(NESTEROV) && dampening != 0) {
        throw new OptionException(
            "%s: with nesterov, dampening must be 0, got %s in group %s"
                .formatted(api(), dampening, i));
      }
    }
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    return SgdOperator.slots(parameter, gradientPath(parameter));
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<MomentumRule.H> typed = typed(slots);
    typed.transform(0).set(sign(group));
    // Not isZero: the decay is the operator's own.
    typed.transform(1).set(decay(group));
    double momentum = number(group.get(MOMENTUM));
    typed.h().lr = lr;
    typed.h().momentum = momentum;
    typed.h().keep = number(1 - number(group.get(DAMPENING)));
    stepper().schedule(typed, SgdOperator.next(typed, momentum > 0, group.get(NESTEROV)));
  }
}
