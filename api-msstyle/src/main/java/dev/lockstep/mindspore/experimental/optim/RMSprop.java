package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.ALPHA;
import static dev.lockstep.mindspore.MindSporeOptions.CENTERED;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.MOMENTUM;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.rule.CenteredRmsPropMomentumRule;
import dev.lockstep.core.rule.CenteredRmsPropRule;
import dev.lockstep.core.rule.RmsPropMomentumRule;
import dev.lockstep.core.rule.RmsPropRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.experimental.optim.kernel.CenteredRmsPropKernel;
import dev.lockstep.mindspore.experimental.optim.kernel.RmsPropKernel;
import java.util.List;

/**
 * {@code experimental.optim.RMSprop}: L2 decay, the mean square from 0, epsilon outside the root,
 * the rate outside the momentum buffer, as torch's.
 *
 * <pre class="formula">
 * mean_square = alpha*mean_square + (1 - alpha)*(g*g)
 * moment = momentum*moment + g/(sqrt(mean_square) + eps)
 * p = p - lr*moment
 * </pre>
 *
 * <p>{@code centered} also keeps {@code mean_grad} and subtracts its square inside the root.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.RMSprop.html">mindspore
 *     2.10</a>
 */
public final class RMSprop extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.RMSprop")
          .option(LR, LearningRate.of(0.01))
          .option(ALPHA, 0.99)
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(MOMENTUM, 0.0)
          .option(CENTERED, false)
          .option(MAXIMIZE, false);

  private final Kernel<RmsPropRule.H> plain =
      kernel(Operator.of(RmsPropRule.KIND, RmsPropKernel.KIND));
  private final Kernel<RmsPropRule.H> centered =
      kernel(Operator.of(CenteredRmsPropRule.KIND, CenteredRmsPropKernel.KIND));
  private final Kernel<RmsPropRule.H> momentum =
      kernel(Operator.of(RmsPropMomentumRule.KIND, RmsPropMomentumRule.KIND));
  private final Kernel<RmsPropRule.H> centeredMomentum =
      kernel(Operator.of(CenteredRmsPropMomentumRule.KIND, CenteredRmsPropMomentumRule.KIND));

  /**
   * RMSprop of parameters or groups, {@code new RMSprop(params, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public RMSprop(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "", options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.positive(api(), LR, Checks.constant(api(), LR, o.get(LR)));
    Checks.positive(api(), EPS, o.get(EPS));
    Checks.nonNegative(api(), ALPHA, o.get(ALPHA));
    Checks.nonNegative(api(), MOMENTUM, o.get(MOMENTUM));
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    return new Slots<>(
        parameter,
        new RmsPropRule.H(),
        List.of("mean_square", "moment", "mean_grad"),
        gradientPath(parameter));
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<RmsPropRule.H> typed = typed(slots);
    setGradientPath(group, typed);
    typed.h().lr = lr;
    typed.h().alpha = number(group.get(ALPHA));
    typed.h().eps = group.get(EPS);
    typed.h().momentum = group.get(MOMENTUM);
    stepper().schedule(typed, kernel(group).rule(typed));
  }

  private Kernel<RmsPropRule.H> kernel(ParamGroup group) {
    if (group.get(MOMENTUM) > 0) {
      return group.get(CENTERED) ? centeredMomentum : momentum;
    }
    return group.get(CENTERED) ? centered : plain;
  }
}
