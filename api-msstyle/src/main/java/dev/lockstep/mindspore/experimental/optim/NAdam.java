package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.BETAS;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MOMENTUM_DECAY;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.rule.NAdamRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.FloatMath;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.experimental.optim.kernel.NAdamKernel;
import java.util.List;

/**
 * {@code experimental.optim.NAdam}: L2 decay, Adam with Nesterov momentum after a schedule of its
 * own.
 *
 * @see NAdamRule
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.NAdam.html">mindspore
 *     2.10</a>
 */
public final class NAdam extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.NAdam")
          .option(LR, LearningRate.of(0.002))
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(MOMENTUM_DECAY, 0.004);

  // The base of the momentum's schedule, a constant of the paper.
  private static final double BASE = 0.96;

  private final Correction correction = new Correction(isCommon());
  private final Kernel<NAdamRule.H> kernel = kernel(Operator.of(NAdamRule.KIND, NAdamKernel.KIND));

  /**
   * NAdam of parameters or groups, {@code new NAdam(params, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public NAdam(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "step_t", options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.positive(api(), LR, Checks.constant(api(), LR, o.get(LR)));
    Checks.positive(api(), EPS, o.get(EPS));
    AdamNumbers.checkBetas(api(), o.get(BETAS));
    Checks.nonNegative(api(), MOMENTUM_DECAY, o.get(MOMENTUM_DECAY));
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    declare(parameter, "mu_product", Tensor.scalar(numberType(), 1));
    return new Slots<>(
        parameter, new NAdamRule.H(), List.of("exp_avg", "exp_avg_sq"), gradientPath(parameter));
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<NAdamRule.H> typed = typed(slots);
    setGradientPath(group, typed);
    NAdamRule.H h = typed.h();
    h.beta1 = number(group.get(BETAS).beta1());
    h.beta2 = number(group.get(BETAS).beta2());
    h.eps = group.get(EPS);
    h.correction2 = correction.of(h.beta2, step());
    rates(h, lr, group.get(MOMENTUM_DECAY), tensor(typed.parameter(), "mu_product"));
    stepper().schedule(typed, kernel.rule(typed));
  }

  private void rates(NAdamRule.H h, double lr, double decay, Tensor product) {
    double mu = mu(h.beta1, decay, step());
    double next = mu(h.beta1, decay, step() + 1);
    product.set(0, product.get(0) * mu);
    double all = product.get(0);
    h.gradientRate = number(number(lr * number(1 - mu)) / number(1 - all));
    h.momentRate = number(number(lr * next) / number(1 - number(all * next)));
  }

  private double mu(double beta1, double decay, int t) {
    double power =
        isCommon()
            ? CorrectlyRounded.pow(BASE, t * decay)
            : FloatMath.pow((float) BASE, t * (float) decay);
    return number(beta1 * number(1 - number(0.5 * power)));
  }

  @Override
  protected String checkpointName(String key, Parameter parameter) {
    return key + (key.equals("mu_product") ? "_" : ".") + parameter.name();
  }
}
