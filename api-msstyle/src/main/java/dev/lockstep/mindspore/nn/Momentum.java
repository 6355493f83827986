package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.MOMENTUM;
import static dev.lockstep.mindspore.MindSporeOptions.USE_NESTEROV;
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
import dev.lockstep.core.rule.MomentumRule;
import dev.lockstep.core.rule.MomentumStartRule;
import dev.lockstep.core.rule.NesterovRule;
import dev.lockstep.core.rule.NesterovStartRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.mindspore.WeightDecay;
import java.util.List;

/**
 * {@code nn.Momentum}: L2 decay, then heavy-ball momentum, the rate outside the buffer.
 *
 * <pre class="formula">
 * g = g + weight_decay*p
 * moments = momentum*moments + g
 * p = p - learning_rate*moments              (nesterov: learning_rate*(g + momentum*moments))
 * </pre>
 *
 * <p>On CPU {@code use_nesterov} is ignored: {@link Quirk#MOMENTUM_IGNORES_NESTEROV}. Native:
 * float32, one rounding an operation.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.Momentum.html">mindspore
 *     2.10</a>
 */
public final class Momentum extends Optimizer {
  /** Names, order and defaults; {@code learning_rate} and {@code momentum} must be given. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.Momentum")
          .option(LEARNING_RATE)
          .option(MOMENTUM)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(LOSS_SCALE, 1.0)
          .option(USE_NESTEROV, false);

  private final double momentum;
  private final Precisions<UpdateRule<MomentumRule.H>> first;
  private final Precisions<UpdateRule<MomentumRule.H>> later;

  /**
   * Momentum, {@code new Momentum(params, learningRate(0.1), momentum(0.9))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Momentum(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    boolean nesterov = options().get(USE_NESTEROV) && !has(Quirk.MOMENTUM_IGNORES_NESTEROV);
    momentum = number(options().has(MOMENTUM) ? options().get(MOMENTUM) : 0);
    later = nesterov ? NesterovRule.KIND : MomentumRule.KIND;
    first = isCommon() ? (nesterov ? NesterovStartRule.KIND : MomentumStartRule.KIND) : later;
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.require(
        o.get(MOMENTUM) >= 0, "%s: momentum must be >= 0, got %s", api(), o.get(MOMENTUM));
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    return new Slots<>(parameter, new MomentumRule.H(), List.of("moments"), gradient);
  }

  @Override
  protected boolean isUniform() {
    return true;
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<MomentumRule.H> typed = typed(slots);
    typed.h().lr = lr;
    typed.h().momentum = momentum;
    typed.h().keep = 1;
    Precisions<UpdateRule<MomentumRule.H>> kind = step() == 1 || momentum == 0 ? first : later;
    stepper().schedule(typed, kind.shared(typed.dtype()));
  }
}
