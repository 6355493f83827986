package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.BETA1;
import static dev.lockstep.mindspore.MindSporeOptions.BETA2;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.USE_LOCKING;
import static dev.lockstep.mindspore.MindSporeOptions.USE_NESTEROV;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.WeightDecay;

/**
 * {@code nn.AdamOffload}. The same as {@link Adam} with {@code use_offload}, formula and all.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.AdamOffload.html">mindspore
 *     2.10</a>
 */
public final class AdamOffload extends AdamFamily {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.AdamOffload")
          .option(LEARNING_RATE, LearningRate.of(0.001))
          .option(BETA1, 0.9)
          .option(BETA2, 0.999)
          .option(EPS, 1e-8)
          .option(USE_LOCKING, false)
          .option(USE_NESTEROV, false)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(LOSS_SCALE, 1.0);

  /**
   * AdamOffload of parameters or groups, {@code new AdamOffload(params, learningRate(0.001),
   * beta1(0.9))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public AdamOffload(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, new int[] {1}, options);
    init(params);
  }

  @Override
  Operator<AdamRule.H> operator() {
    return options().get(USE_NESTEROV) ? AdamOperators.NESTEROV_OFFLOAD : AdamOperators.OFFLOAD;
  }

  @Override
  protected boolean centralizes() {
    return false;
  }
}
