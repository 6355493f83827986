package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.BETA1;
import static dev.lockstep.mindspore.MindSporeOptions.BETA2;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.rule.LionRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.WeightDecay;
import java.util.List;

/**
 * Lion in MindSpore's style: an extra, MindSpore 2.10 itself has none. Both arithmetics are the
 * common one. Decoupled decay, no loss scale, no centralization.
 *
 * @see LionRule
 */
public final class Lion extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.Lion")
          .option(LEARNING_RATE, LearningRate.of(1e-4))
          .option(BETA1, 0.9)
          .option(BETA2, 0.99)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  /**
   * Lion of parameters or groups, {@code new Lion(params, learningRate(1e-4), weightDecay(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Lion(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.insideUnit(api(), BETA1, o.get(BETA1));
    Checks.insideUnit(api(), BETA2, o.get(BETA2));
  }

  @Override
  protected boolean centralizes() {
    return false;
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    return new Slots<>(parameter, new LionRule.H(), List.of("moments"));
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<LionRule.H> typed = typed(slots);
    typed.h().lr = lr;
    typed.h().beta1 = options().get(BETA1);
    typed.h().beta2 = options().get(BETA2);
    typed.h().keep = 1 - lr * decay;
    stepper().schedule(typed, LionRule.KIND.shared(typed.dtype()));
  }
}
