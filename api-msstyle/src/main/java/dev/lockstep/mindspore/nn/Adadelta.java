package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.EPSILON;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.RHO;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.rule.AdadeltaRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.nn.kernel.AdadeltaKernel;
import java.util.List;

/**
 * {@code nn.Adadelta}.
 *
 * <pre class="formula">
 * accum = rho*accum + (1 - rho)*(g*g)
 * d = sqrt(accum_update + epsilon)/sqrt(accum + epsilon)*g
 * accum_update = rho*accum_update + (1 - rho)*(d*d)
 * p = p - learning_rate*d
 * </pre>
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.Adadelta.html">mindspore
 *     2.10</a>
 */
public final class Adadelta extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.Adadelta")
          .option(LEARNING_RATE, LearningRate.of(1.0))
          .option(RHO, 0.9)
          .option(EPSILON, 1e-6)
          .option(LOSS_SCALE, 1.0)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  private final Kernel<AdadeltaRule.H> kernel =
      kernel(Operator.of(AdadeltaRule.KIND, AdadeltaKernel.KIND));

  /**
   * Adadelta of parameters or groups, {@code new Adadelta(params, rho(0.9))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Adadelta(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.unit(api(), RHO, o.get(RHO));
    Checks.nonNegative(api(), EPSILON, o.get(EPSILON));
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    return new Slots<>(parameter, new AdadeltaRule.H(), List.of("accum", "accum_update"), gradient);
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<AdadeltaRule.H> typed = typed(slots);
    typed.h().lr = lr;
    typed.h().rho = options().get(RHO);
    typed.h().eps = options().get(EPSILON);
    stepper().schedule(typed, kernel.rule(typed));
  }
}
