package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.ACCUM;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.UPDATE_SLOTS;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdagradEpsInsideRule;
import dev.lockstep.core.rule.AdagradFrozenRule;
import dev.lockstep.core.rule.AdagradRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.mindspore.WeightDecay;
import java.util.List;

/**
 * {@code nn.Adagrad}: the sum of squares starts at {@code accum}, with 1e-8 inside the root.
 *
 * <pre class="formula">
 * accum = accum + g*g
 * p = p - learning_rate*g/sqrt(accum + 1e-8)
 * </pre>
 *
 * <p>On CPU {@code update_slots=False} is ignored: {@link Quirk#ADAGRAD_IGNORES_UPDATE_SLOTS}.
 * Native: one rounding an operation.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.Adagrad.html">mindspore
 *     2.10</a>
 */
public final class Adagrad extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.Adagrad")
          .option(ACCUM, 0.1)
          .option(LEARNING_RATE, LearningRate.of(0.001))
          .option(UPDATE_SLOTS, true)
          .option(LOSS_SCALE, 1.0)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  // A constant of the operator ApplyAdagrad, measured.
  private static final double EPSILON = 1e-8;

  private final Precisions<UpdateRule<AdagradRule.H>> kind;

  /**
   * Adagrad of parameters or groups, {@code new Adagrad(params, learningRate(0.001))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Adagrad(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    boolean accumulates = options().get(UPDATE_SLOTS) || has(Quirk.ADAGRAD_IGNORES_UPDATE_SLOTS);
    kind = accumulates ? AdagradEpsInsideRule.KIND : AdagradFrozenRule.KIND;
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.nonNegative(api(), ACCUM, o.get(ACCUM));
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    Slots<AdagradRule.H> slots =
        new Slots<>(parameter, new AdagradRule.H(), List.of("accum"), gradient);
    slots.tensor(0).fill(options().get(ACCUM));
    return slots;
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<AdagradRule.H> typed = typed(slots);
    typed.h().lr = lr;
    typed.h().eps = EPSILON;
    stepper().schedule(typed, kind.shared(typed.dtype()));
  }
}
