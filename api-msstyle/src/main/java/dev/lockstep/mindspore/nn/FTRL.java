package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.INITIAL_ACCUM;
import static dev.lockstep.mindspore.MindSporeOptions.L1;
import static dev.lockstep.mindspore.MindSporeOptions.L2;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.LR_POWER;
import static dev.lockstep.mindspore.MindSporeOptions.USE_LOCKING;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.rule.FtrlRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.nn.kernel.FtrlKernel;
import dev.lockstep.mindspore.nn.kernel.UnsignedFtrlKernel;
import java.util.List;

/**
 * {@code nn.FTRL}: follow the regularized leader, with a constant rate for all groups. In a flat
 * list every parameter is decayed, whatever its name.
 *
 * <p>On CPU l1 lacks its sign: {@link Quirk#FTRL_L1_WITHOUT_SIGN}.
 *
 * @see FtrlRule
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.FTRL.html">mindspore
 *     2.10</a>
 */
public final class FTRL extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.FTRL")
          .option(INITIAL_ACCUM, 0.1)
          .option(LEARNING_RATE, LearningRate.of(0.001))
          .option(LR_POWER, -0.5)
          .option(L1, 0.0)
          .option(L2, 0.0)
          .option(USE_LOCKING, false)
          .option(LOSS_SCALE, 1.0)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  private final Kernel<FtrlRule.H> kernel;

  /**
   * FTRL of parameters or groups, {@code new FTRL(params, learningRate(0.001), l1(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public FTRL(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    boolean unsigned = has(Quirk.FTRL_L1_WITHOUT_SIGN);
    kernel =
        kernel(Operator.of(FtrlRule.KIND, unsigned ? UnsignedFtrlKernel.KIND : FtrlKernel.KIND));
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.require(
        !hasDynamicRate() && !hasGroupRate(),
        "%s: dynamic and group learning rates are not supported, got dynamic %s, of a group %s;"
            + " pass one number",
        api(),
        hasDynamicRate(),
        hasGroupRate());
    Checks.positive(api(), LEARNING_RATE, Checks.constant(api(), LEARNING_RATE, defaultRate()));
    Checks.require(
        o.get(INITIAL_ACCUM) >= 0,
        "%s: initial_accum must be >= 0, got %s",
        api(),
        o.get(INITIAL_ACCUM));
    Checks.require(
        o.get(LR_POWER) <= 0, "%s: lr_power must be <= 0, got %s", api(), o.get(LR_POWER));
    Checks.require(o.get(L1) >= 0, "%s: l1 must be >= 0, got %s", api(), o.get(L1));
    Checks.require(o.get(L2) >= 0, "%s: l2 must be >= 0, got %s", api(), o.get(L2));
  }

  @Override
  protected boolean isExempt(Parameter parameter) {
    return false;
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    Slots<FtrlRule.H> slots =
        new Slots<>(parameter, new FtrlRule.H(), List.of("moments", "linear"), gradient);
    slots.tensor(0).fill(options().get(INITIAL_ACCUM));
    return slots;
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<FtrlRule.H> typed = typed(slots);
    typed.h().lr = lr;
    typed.h().power = -options().get(LR_POWER);
    typed.h().l1 = options().get(L1);
    typed.h().l2 = options().get(L2);
    stepper().schedule(typed, kernel.rule(typed));
  }
}
