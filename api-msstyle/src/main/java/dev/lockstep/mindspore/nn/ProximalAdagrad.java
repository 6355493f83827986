package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.ACCUM;
import static dev.lockstep.mindspore.MindSporeOptions.L1;
import static dev.lockstep.mindspore.MindSporeOptions.L2;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
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
import dev.lockstep.core.rule.ProximalAdagradRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Cut;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.nn.kernel.ProximalAdagradBody;
import dev.lockstep.mindspore.nn.kernel.ProximalAdagradTail;
import java.util.List;

/**
 * {@code nn.ProximalAdagrad}: Adagrad that draws elements to 0 by l1 and l2.
 *
 * @see ProximalAdagradRule
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.ProximalAdagrad.html">mindspore
 *     2.10</a>
 */
public final class ProximalAdagrad extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.ProximalAdagrad")
          .option(ACCUM, 0.1)
          .option(LEARNING_RATE, LearningRate.of(0.001))
          .option(L1, 0.0)
          .option(L2, 0.0)
          .option(USE_LOCKING, false)
          .option(LOSS_SCALE, 1.0)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  private static final Operator<ProximalAdagradRule.H> OPERATOR =
      new Operator<>(
          ProximalAdagradRule.KIND,
          List.of(
              new Operator.Part<>(4, ProximalAdagradBody.KIND),
              new Operator.Part<>(1, ProximalAdagradTail.KIND)),
          Cut.SEARCHED);

  private final Kernel<ProximalAdagradRule.H> kernel = kernel(OPERATOR);

  /**
   * ProximalAdagrad of parameters or groups, {@code new ProximalAdagrad(params,
   * learningRate(0.001), l1(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public ProximalAdagrad(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.nonNegative(api(), ACCUM, o.get(ACCUM));
    Checks.nonNegative(api(), L1, o.get(L1));
    Checks.nonNegative(api(), L2, o.get(L2));
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    Slots<ProximalAdagradRule.H> slots =
        new Slots<>(parameter, new ProximalAdagradRule.H(), List.of("accum"), gradient);
    slots.tensor(0).fill(options().get(ACCUM));
    return slots;
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<ProximalAdagradRule.H> typed = typed(slots);
    typed.h().lr = lr;
    typed.h().l1 = options().get(L1);
    typed.h().l2 = options().get(L2);
    stepper().schedule(typed, kernel.rule(typed));
  }
}
