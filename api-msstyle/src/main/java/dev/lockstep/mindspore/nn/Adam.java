package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.BETA1;
import static dev.lockstep.mindspore.MindSporeOptions.BETA2;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.USE_AMSGRAD;
import static dev.lockstep.mindspore.MindSporeOptions.USE_LAZY;
import static dev.lockstep.mindspore.MindSporeOptions.USE_LOCKING;
import static dev.lockstep.mindspore.MindSporeOptions.USE_NESTEROV;
import static dev.lockstep.mindspore.MindSporeOptions.USE_OFFLOAD;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.WeightDecay;
import java.util.List;

/**
 * {@code nn.Adam}: L2 decay, epsilon added before bias correction ("epsilon hat").
 *
 * <pre class="formula">
 * moment1 = beta1*moment1 + (1 - beta1)*g
 * moment2 = beta2*moment2 + (1 - beta2)*(g*g)
 * p = p - learning_rate*sqrt(1 - beta2^t)/(1 - beta1^t) * moment1/(sqrt(moment2) + eps)
 * </pre>
 *
 * <p>{@code use_nesterov} takes {@code beta1*moment1 + (1 - beta1)*g} in the last line; {@code
 * use_amsgrad} the largest moment2 so far, and then no Nesterov. {@code use_lazy} is the same for
 * the dense gradients taken here. MindSpore's page has eps after the correction; its kernels do
 * not.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.Adam.html">mindspore
 *     2.10</a>
 */
public final class Adam extends AdamFamily {
  /** Names, order and defaults; the last two are keyword arguments of their own. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.Adam")
          .option(LEARNING_RATE, LearningRate.of(0.001))
          .option(BETA1, 0.9)
          .option(BETA2, 0.999)
          .option(EPS, 1e-8)
          .option(USE_LOCKING, false)
          .option(USE_NESTEROV, false)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(LOSS_SCALE, 1.0)
          .option(USE_AMSGRAD, false)
          .option(USE_LAZY, false)
          .option(USE_OFFLOAD, false);

  /**
   * Adam, {@code new Adam(params, learningRate(0.001), beta1(0.9))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Adam(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, new int[0], options);
    init(params);
  }

  @Override
  Operator<AdamRule.H> operator() {
    boolean nesterov = options().get(USE_NESTEROV);
    if (options().get(USE_AMSGRAD)) {
      return AdamOperators.AMSGRAD;
    }
    if (options().get(USE_OFFLOAD)) {
      return nesterov ? AdamOperators.NESTEROV_OFFLOAD : AdamOperators.OFFLOAD;
    }
    return nesterov ? AdamOperators.NESTEROV : AdamOperators.PLAIN;
  }

  @Override
  List<String> slotNames() {
    return options().get(USE_AMSGRAD)
        ? List.of("moment1", "moment2", "vhat")
        : List.of("moment1", "moment2");
  }

  @Override
  protected void validate(Options o) {
    super.validate(o);
    Checks.require(
        !o.get(USE_LAZY) || !o.get(USE_OFFLOAD),
        "%s: use_lazy and use_offload cannot both be True; choose one",
        api());
    Checks.require(
        !o.get(USE_AMSGRAD) || !(o.get(USE_LAZY) || o.get(USE_OFFLOAD)),
        "%s: use_amsgrad cannot be True with use_lazy or use_offload, which have no such parameter",
        api());
  }

  @Override
  protected boolean centralizes() {
    return !options().get(USE_OFFLOAD);
  }
}
