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
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.rule.AmsgradRule;
import dev.lockstep.core.transform.Scale;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.WeightDecay;
import java.util.List;

/**
 * {@code experimental.optim.AdamW}: decoupled decay, epsilon after bias correction, as torch's.
 *
 * <pre class="formula">
 * p = p*(1 - lr*weight_decay)
 * exp_avg = beta1*exp_avg + (1 - beta1)*g
 * exp_avg_sq = beta2*exp_avg_sq + (1 - beta2)*(g*g)
 * p = p - lr/(1 - beta1^t) * exp_avg/(sqrt(exp_avg_sq)/sqrt(1 - beta2^t) + eps)
 * </pre>
 *
 * <p>{@code amsgrad} takes the largest exp_avg_sq so far in the last line. Native: one rounding an
 * operation, all numbers of a step in float32.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.AdamW.html">mindspore
 *     2.10</a>
 */
public final class AdamW extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.AdamW")
          .option(LR, LearningRate.of(0.001))
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, WeightDecay.of(0.01))
          .option(AMSGRAD, false)
          .option(MAXIMIZE, false);

  private final AdamNumbers numbers = new AdamNumbers(isCommon());

  /**
   * AdamW of parameters or groups, {@code new AdamW(params, lr(0.001), betas(0.9, 0.99))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public AdamW(Iterable<? extends Trainable> params, Option... options) {
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
        Scale.KIND.make(parameter.value().dtype()));
  }

  @Override
  protected boolean isUniform() {
    return true;
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<AdamRule.H> typed = typed(slots);
    numbers.set(typed.h(), group, lr, step());
    typed.transform(0).set(sign(group));
    typed.h().keep = number(1 - number(lr * decay(group)));
    Precisions<UpdateRule<AdamRule.H>> kind = group.get(AMSGRAD) ? AmsgradRule.KIND : AdamRule.KIND;
    stepper().schedule(typed, kind.shared(typed.dtype()));
  }
}
