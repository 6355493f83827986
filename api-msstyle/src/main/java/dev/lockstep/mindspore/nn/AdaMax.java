package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.BETA1;
import static dev.lockstep.mindspore.MindSporeOptions.BETA2;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.rule.AdamaxEpsOutsideRule;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.nn.kernel.AdaMaxKernel;
import java.util.List;

/**
 * {@code nn.AdaMax}: Adam with the infinity norm, epsilon added to the norm.
 *
 * <pre class="formula">
 * moment1 = beta1*moment1 + (1 - beta1)*g
 * moment2 = max(beta2*moment2, abs(g))
 * p = p - learning_rate/(1 - beta1^t) * moment1/(moment2 + eps)
 * </pre>
 *
 * <p>Native: one rounding an operation; beta1^t is multiplied up step by step in float32.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.AdaMax.html">mindspore
 *     2.10</a>
 */
public final class AdaMax extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.AdaMax")
          .option(LEARNING_RATE, LearningRate.of(0.001))
          .option(BETA1, 0.9)
          .option(BETA2, 0.999)
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(LOSS_SCALE, 1.0);

  private final double beta1;
  private final double beta2;
  private final Tensor power;
  private double correction;

  /**
   * AdaMax of parameters or groups, {@code new AdaMax(params, learningRate(0.002))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public AdaMax(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    beta1 = number(options().get(BETA1));
    beta2 = number(options().get(BETA2));
    power = declareGlobal("beta1_power", Tensor.zeros(DType.F32, 1));
    power.fill(1);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    AdamFamily.checkBetas(api(), o);
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    return new Slots<>(parameter, new AdamRule.H(), List.of("moment1", "moment2"), gradient);
  }

  @Override
  protected void begin() {
    power.set(0, (float) power.get(0) * (float) beta1);
    correction = isCommon() ? 1 - CorrectlyRounded.pow(beta1, step()) : 1f - (float) power.get(0);
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<AdamRule.H> typed = typed(slots);
    typed.h().lr = lr;
    typed.h().beta1 = beta1;
    typed.h().beta2 = beta2;
    typed.h().eps = options().get(EPS);
    typed.h().correction1 = correction;
    Precisions<UpdateRule<AdamRule.H>> rule =
        isCommon() ? AdamaxEpsOutsideRule.KIND : AdaMaxKernel.KIND;
    stepper().schedule(typed, rule.shared(typed.dtype()));
  }
}
