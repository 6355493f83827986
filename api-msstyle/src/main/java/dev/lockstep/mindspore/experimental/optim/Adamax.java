package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.BETAS;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.rule.AdamaxRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.experimental.optim.kernel.AdamaxKernel;
import java.util.List;

/**
 * {@code experimental.optim.Adamax}: L2 decay, the infinity norm, epsilon inside the maximum, as
 * torch's.
 *
 * <pre class="formula">
 * exp_avg = beta1*exp_avg + (1 - beta1)*g
 * exp_inf = max(beta2*exp_inf, abs(g) + eps)
 * p = p - lr/(1 - beta1^t) * exp_avg/exp_inf
 * </pre>
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.Adamax.html">mindspore
 *     2.10</a>
 */
public final class Adamax extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.Adamax")
          .option(LR, LearningRate.of(0.002))
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(MAXIMIZE, false);

  private final Kernel<AdamRule.H> kernel = kernel(Operator.of(AdamaxRule.KIND, AdamaxKernel.KIND));
  private final AdamNumbers numbers = new AdamNumbers(isCommon());

  /**
   * Adamax of parameters or groups, {@code new Adamax(params, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Adamax(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "step_t", options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.positive(api(), LR, Checks.constant(api(), LR, o.get(LR)));
    Checks.positive(api(), EPS, o.get(EPS));
    AdamNumbers.checkBetas(api(), o.get(BETAS));
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    return new Slots<>(
        parameter, new AdamRule.H(), List.of("exp_avg", "exp_inf"), gradientPath(parameter));
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<AdamRule.H> typed = typed(slots);
    setGradientPath(group, typed);
    numbers.set(typed.h(), group, lr, step());
    stepper().schedule(typed, kernel.rule(typed));
  }
}
