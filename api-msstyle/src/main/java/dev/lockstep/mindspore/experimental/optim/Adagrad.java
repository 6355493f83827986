package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.INITIAL_ACCUMULATOR_VALUE;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.LR_DECAY;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.rule.AdagradRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.experimental.optim.kernel.AdagradKernel;
import java.util.List;

/**
 * {@code experimental.optim.Adagrad}: L2 decay, a rate that falls with the steps, epsilon outside
 * the root.
 *
 * <pre class="formula">
 * accum = accum + g*g
 * p = p - lr/(1 + (t - 1)*lr_decay) * g/(sqrt(accum) + eps)
 * </pre>
 *
 * <p>The accumulators start at the optimizer's {@code initial_accumulator_value}; a group's own has
 * no effect, as in MindSpore.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.Adagrad.html">mindspore
 *     2.10</a>
 */
public final class Adagrad extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.Adagrad")
          .option(LR, LearningRate.of(0.01))
          .option(LR_DECAY, 0.0)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(INITIAL_ACCUMULATOR_VALUE, 0.0)
          .option(EPS, 1e-10)
          .option(MAXIMIZE, false);

  private final Kernel<AdagradRule.H> kernel =
      kernel(Operator.of(AdagradRule.KIND, AdagradKernel.KIND));

  /**
   * Adagrad of parameters or groups, {@code new Adagrad(params, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Adagrad(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "step_t", options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.positive(api(), LR, Checks.constant(api(), LR, o.get(LR)));
    Checks.positive(api(), EPS, o.get(EPS));
    Checks.nonNegative(api(), LR_DECAY, o.get(LR_DECAY));
    Checks.nonNegative(api(), INITIAL_ACCUMULATOR_VALUE, o.get(INITIAL_ACCUMULATOR_VALUE));
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    Slots<AdagradRule.H> slots =
        new Slots<>(parameter, new AdagradRule.H(), List.of("accum"), gradientPath(parameter));
    slots.tensor(0).fill(options().get(INITIAL_ACCUMULATOR_VALUE));
    return slots;
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<AdagradRule.H> typed = typed(slots);
    setGradientPath(group, typed);
    double done = step() - 1;
    double growth = number(number(group.get(LR_DECAY)) * done);
    typed.h().lr = number(lr / number(1 + growth));
    typed.h().eps = group.get(EPS);
    stepper().schedule(typed, kernel.rule(typed));
  }
}
