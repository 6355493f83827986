package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.RHO;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.rule.AdadeltaRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.nn.kernel.AdadeltaKernel;
import java.util.List;

/**
 * {@code experimental.optim.Adadelta}: L2 decay, then the operator of {@code nn.Adadelta}.
 *
 * <pre class="formula">
 * accum = rho*accum + (1 - rho)*(g*g)
 * d = sqrt(accum_update + eps)/sqrt(accum + eps)*g
 * accum_update = rho*accum_update + (1 - rho)*(d*d)
 * p = p - lr*d
 * </pre>
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.Adadelta.html">mindspore
 *     2.10</a>
 */
public final class Adadelta extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.Adadelta")
          .option(LR, LearningRate.of(1.0))
          .option(RHO, 0.9)
          .option(EPS, 1e-6)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(MAXIMIZE, false);

  private final Kernel<AdadeltaRule.H> kernel =
      kernel(Operator.of(AdadeltaRule.KIND, AdadeltaKernel.KIND));

  /**
   * Adadelta of parameters or groups, {@code new Adadelta(params, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Adadelta(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "", options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.positive(api(), LR, Checks.constant(api(), LR, o.get(LR)));
    Checks.positive(api(), EPS, o.get(EPS));
    Checks.unit(api(), RHO, o.get(RHO));
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    return new Slots<>(
        parameter, new AdadeltaRule.H(), List.of("accum", "accum_update"), gradientPath(parameter));
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<AdadeltaRule.H> typed = typed(slots);
    setGradientPath(group, typed);
    typed.h().lr = lr;
    typed.h().rho = group.get(RHO);
    typed.h().eps = group.get(EPS);
    stepper().schedule(typed, kernel.rule(typed));
  }
}
