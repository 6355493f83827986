package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.AMSGRAD;
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
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.nn.AdamOperators;
import java.util.List;

/**
 * {@code experimental.optim.Adam}: L2 decay, then the operator of {@code nn.Adam}, epsilon added
 * before bias correction ("epsilon hat").
 *
 * <pre class="formula">
 * exp_avg = beta1*exp_avg + (1 - beta1)*g
 * exp_avg_sq = beta2*exp_avg_sq + (1 - beta2)*(g*g)
 * p = p - lr*sqrt(1 - beta2^t)/(1 - beta1^t) * exp_avg/(sqrt(exp_avg_sq) + eps)
 * </pre>
 *
 * <p>{@code amsgrad} is ignored: {@link Quirk#EXPERIMENTAL_ADAM_IGNORES_AMSGRAD}. Native: the
 * powers of the betas are computed from the step, where {@code nn.Adam} multiplies them up.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.Adam.html">mindspore
 *     2.10</a>
 */
public final class Adam extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.Adam")
          .option(LR, LearningRate.of(0.001))
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(AMSGRAD, false)
          .option(MAXIMIZE, false);

  private final Kernel<AdamRule.H> plain = kernel(AdamOperators.PLAIN);
  private final Kernel<AdamRule.H> amsgrad = kernel(AdamOperators.AMSGRAD);
  private final AdamNumbers numbers = new AdamNumbers(isCommon());

  /**
   * Adam of parameters or groups, {@code new Adam(params, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Adam(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "state_step", options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    AdamNumbers.check(api(), o);
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    return new Slots<>(
        parameter,
        new AdamRule.H(),
        List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq"),
        gradientPath(parameter));
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<AdamRule.H> typed = typed(slots);
    setGradientPath(group, typed);
    numbers.set(typed.h(), group, lr, step());
    boolean max = group.get(AMSGRAD) && !has(Quirk.EXPERIMENTAL_ADAM_IGNORES_AMSGRAD);
    stepper().schedule(typed, (max ? amsgrad : plain).rule(typed));
  }
}
