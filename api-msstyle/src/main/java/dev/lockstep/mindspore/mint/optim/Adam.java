package dev.lockstep.mindspore.mint.optim;

import static dev.lockstep.mindspore.MindSporeOptions.AMSGRAD;
import static dev.lockstep.mindspore.MindSporeOptions.BETAS;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.rule.AmsgradRule;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.experimental.optim.AdamNumbers;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import dev.lockstep.mindspore.mint.optim.kernel.AdamKernel;
import dev.lockstep.mindspore.mint.optim.kernel.AmsgradKernel;
import dev.lockstep.mindspore.mint.optim.kernel.PynativeAdamKernel;
import java.util.List;

/**
 * {@code mint.optim.Adam}: L2 decay, epsilon after bias correction, as torch's.
 *
 * <pre class="formula">
 * exp_avg = beta1*exp_avg + (1 - beta1)*g
 * exp_avg_sq = beta2*exp_avg_sq + (1 - beta2)*(g*g)
 * p = p - lr/(1 - beta1^t) * exp_avg/(sqrt(exp_avg_sq)/sqrt(1 - beta2^t) + eps)
 * </pre>
 *
 * <p>With {@code amsgrad} the maximum is computed and forgotten: {@link
 * Quirk#MINT_ADAM_FORGETS_MAXIMUM}.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/mint/mindspore.mint.optim.Adam.html">mindspore
 *     2.10</a>
 */
public final class Adam extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.mint.optim.Adam")
          .option(LR, LearningRate.of(0.001))
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(AMSGRAD, false)
          .option(MAXIMIZE, false);

  private final Kernel<AdamRule.H> plain = kernel(Operator.of(AdamRule.KIND, AdamKernel.KIND));
  private final Kernel<AdamRule.H> amsgrad =
      kernel(Operator.of(AmsgradRule.KIND, AmsgradKernel.KIND));
  private final Tensor stateStep = declareGlobal("state_step", Tensor.zeros(DType.F32, 1));
  private final AdamNumbers numbers = new AdamNumbers(isCommon());

  /**
   * Adam of parameters or groups, {@code new Adam(params, lr(0.001))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Adam(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "", options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    AdamNumbers.check(api(), o);
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    List<String> names =
        stores(group)
            ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq")
            : List.of("exp_avg", "exp_avg_sq");
    return new Slots<>(parameter, new AdamRule.H(), names, gradientPath(parameter));
  }

  private boolean stores(ParamGroup group) {
    return group.get(AMSGRAD) && !has(Quirk.MINT_ADAM_FORGETS_MAXIMUM);
  }

  @Override
  protected void begin() {
    if (!has(Quirk.MINT_PYNATIVE_UPDATES_NOTHING)) {
      stateStep.set(0, (float) stateStep.get(0) + 1f);
    }
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<AdamRule.H> typed = typed(slots);
    setGradientPath(group, typed);
    numbers.set(typed.h(), group, lr, step());
    stepper().schedule(typed, rule(group, typed));
  }

  private UpdateRule<AdamRule.H> rule(ParamGroup group, Slots<AdamRule.H> slots) {
    if (has(Quirk.MINT_PYNATIVE_UPDATES_NOTHING)) {
      slots.h().beta1 = group.get(BETAS).beta1();
      slots.h().beta2 = group.get(BETAS).beta2();
      return PynativeAdamKernel.KIND.shared(slots.dtype());
    }
    return (slots.names().size() > 2 ? amsgrad : plain).rule(slots);
  }
}
