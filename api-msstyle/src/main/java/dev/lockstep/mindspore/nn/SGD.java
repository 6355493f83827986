package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.DAMPENING;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.MOMENTUM;
import static dev.lockstep.mindspore.MindSporeOptions.NESTEROV;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.rule.MomentumRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.SgdOperator;
import dev.lockstep.mindspore.WeightDecay;

/**
 * {@code nn.SGD}: L2 decay, then momentum with dampening, the rate outside the buffer.
 *
 * <p>The first step makes the buffer the gradient itself: dampening does not act on it. Without
 * momentum the buffer stays 0. Native: float32, one rounding an operation.
 *
 * <pre class="formula">
 * g = g + weight_decay*p
 * accum = momentum*accum + (1 - dampening)*g
 * p = p - learning_rate*accum                   (nesterov: learning_rate*(g + momentum*accum))
 * </pre>
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.SGD.html">mindspore
 *     2.10</a>
 */
public final class SGD extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.SGD")
          .option(LEARNING_RATE, LearningRate.of(0.1))
          .option(MOMENTUM, 0.0)
          .option(DAMPENING, 0.0)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(NESTEROV, false)
          .option(LOSS_SCALE, 1.0);

  private final double momentum;
  private final double keep;
  private final boolean nesterov;

  /**
   * SGD of parameters or groups, {@code new SGD(params, learningRate(0.1), momentum(0.9))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public SGD(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    momentum = number(options().get(MOMENTUM));
    keep = number(1 - number(options().get(DAMPENING)));
    nesterov = options().get(NESTEROV);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.require(
        o.get(MOMENTUM) >= 0, "%s: momentum must be >= 0, got %s", api(), o.get(MOMENTUM));
    Checks.require(
        o.get(DAMPENING) >= 0, "%s: dampening must be >= 0, got %s", api(), o.get(DAMPENING));
    Checks.require(
        !o.get(NESTEROV) || (o.get(MOMENTUM) > 0 && o.get(DAMPENING) == 0),
        "%s: with nesterov, momentum must be > 0 and dampening 0, got momentum %s, dampening %s",
        api(),
        o.get(MOMENTUM),
        o.get(DAMPENING));
    Checks.require(
        !hasDynamicDecay(),
        "%s: dynamic weight decay is not supported, got a Cell; pass a number, or use nn.Momentum",
        api());
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    return SgdOperator.slots(parameter, gradient);
  }

  /** With momentum each parameter has its own first step. */
  @Override
  protected boolean isUniform() {
    return momentum == 0;
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<MomentumRule.H> typed = typed(slots);
    typed.h().lr = lr;
    typed.h().momentum = momentum;
    typed.h().keep = keep;
    stepper().schedule(typed, SgdOperator.next(typed, momentum > 0, nesterov));
  }
}
