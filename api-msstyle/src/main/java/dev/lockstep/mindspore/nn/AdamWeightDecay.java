package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.BETA1;
import static dev.lockstep.mindspore.MindSporeOptions.BETA2;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.rule.AdamEpsHatRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.transform.DecoupledDecay;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.nn.kernel.AdamWeightDecayKernel;
import java.util.List;

/**
 * {@code nn.AdamWeightDecay}: decoupled decay and no bias correction.
 *
 * <pre class="formula">
 * moments1 = beta1*moments1 + (1 - beta1)*g
 * moments2 = beta2*moments2 + (1 - beta2)*(g*g)
 * p = p - learning_rate*(moments1/(sqrt(moments2) + eps) + weight_decay*p)
 * </pre>
 *
 * <p>No loss scale, no centralization.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.AdamWeightDecay.html">mindspore
 *     2.10</a>
 */
public final class AdamWeightDecay extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.AdamWeightDecay")
          .option(LEARNING_RATE, LearningRate.of(0.001))
          .option(BETA1, 0.9)
          .option(BETA2, 0.999)
          .option(EPS, 1e-6)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  private static final List<String> SLOTS = List.of("moments1", "moments2");

  /**
   * AdamWeightDecay of parameters or groups, {@code new AdamWeightDecay(params,
   * learningRate(0.001), weightDecay(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public AdamWeightDecay(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    AdamFamily.checkBetas(api(), o);
  }

  @Override
  protected boolean centralizes() {
    return false;
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    DType dtype = parameter.value().dtype();
    return isCommon()
        ? new Slots<>(parameter, new AdamRule.H(), SLOTS, DecoupledDecay.KIND.make(dtype))
        : new Slots<>(parameter, new AdamWeightDecayKernel.H(), SLOTS);
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    DType dtype = slots.dtype();
    if (isCommon()) {
      Slots<AdamRule.H> typed = typed(slots);
      setCommon(typed.h(), lr);
      typed.transform(0).set(1 - lr * decay);
      stepper().schedule(typed, AdamEpsHatRule.KIND.shared(dtype));
    } else {
      Slots<AdamWeightDecayKernel.H> typed = typed(slots);
      setNative(typed.h(), lr, decay);
      stepper().schedule(typed, AdamWeightDecayKernel.KIND.shared(dtype));
    }
  }

  private void setCommon(AdamRule.H h, double lr) {
    h.lr = lr;
    h.beta1 = options().get(BETA1);
    h.beta2 = options().get(BETA2);
    h.eps = options().get(EPS);
    h.correction1 = 1;
    h.correction2 = 1;
  }

  private void setNative(AdamWeightDecayKernel.H h, double lr, double decay) {
    h.lr = lr;
    h.beta1 = options().get(BETA1);
    h.beta2 = options().get(BETA2);
    h.eps = options().get(EPS);
    h.decay = decay;
  }

  @Override
  protected String checkpointName(String key, Parameter parameter) {
    return (key.equals("moments1") ? "adam_m." : "adam_v.") + parameter.name();
  }
}
