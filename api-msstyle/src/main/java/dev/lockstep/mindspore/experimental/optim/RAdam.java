package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.BETAS;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
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
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.rule.RAdamRule;
import dev.lockstep.core.rule.RAdamStartRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.FloatMath;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.WeightDecay;
import java.util.List;

/**
 * {@code experimental.optim.RAdam}: L2 decay, rectified Adam, epsilon outside the bias correction.
 *
 * <p>Native: the length of the average and the rectification are computed in float32, so the switch
 * from plain momentum may fall on another step than torch's, which takes doubles.
 *
 * @see RAdamRule
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.RAdam.html">mindspore
 *     2.10</a>
 */
public final class RAdam extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.RAdam")
          .option(LR, LearningRate.of(0.001))
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  /**
   * RAdam of parameters or groups, {@code new RAdam(params, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public RAdam(Iterable<? extends Trainable> params, Option... options) {
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
        parameter, new RAdamRule.H(), List.of("exp_avg", "exp_avg_sq"), gradientPath(parameter));
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<RAdamRule.H> typed = typed(slots);
    setGradientPath(group, typed);
    RAdamRule.H h = typed.h();
    h.lr = lr;
    h.beta1 = number(group.get(BETAS).beta1());
    h.beta2 = number(group.get(BETAS).beta2());
    h.eps = group.get(EPS);
    if (isCommon()) {
      h.correct(step(), CorrectlyRounded::pow);
    } else {
      correct(h, step());
    }
    Precisions<UpdateRule<RAdamRule.H>> kind = h.rect > 0 ? RAdamRule.KIND : RAdamStartRule.KIND;
    stepper().schedule(typed, kind.shared(typed.dtype()));
  }

  private static void correct(RAdamRule.H h, int t) {
    float beta2 = (float) h.beta2;
    float power2 = FloatMath.pow(beta2, t);
    float correction2 = 1f - power2;
    h.correction1 = 1f - FloatMath.pow((float) h.beta1, t);
    h.correction2 = correction2;
    float most = 2f / (1f - beta2) - 1f;
    float length = most - 2f * t * power2 / correction2;
    h.rect = length > 5f ? rectification(length, most) : 0;
  }

  private static float rectification(float length, float most) {
    return FloatMath.sqrt(
        (length - 4f) * (length - 2f) * most / ((most - 4f) * (most - 2f) * length));
  }
}
