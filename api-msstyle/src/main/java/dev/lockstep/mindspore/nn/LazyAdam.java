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
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.WeightDecay;

/**
 * {@code nn.LazyAdam}. The dense gradients taken here give the bits of {@link Adam}, formula and
 * all.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.LazyAdam.html">mindspore
 *     2.10</a>
 */
public final class LazyAdam extends AdamFamily {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.LazyAdam")
          .option(LEARNING_RATE, LearningRate.of(0.001))
          .option(BETA1, 0.9)
          .option(BETA2, 0.999)
          .option(EPS, 1e-8)
          .option(USE_LOCKING, false)
          .option(USE_NESTEROV, false)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(LOSS_SCALE, 1.0);

  /**
   * LazyAdam of parameters or groups, {@code new LazyAdam(params, learningRate(0.001),
   * beta1(0.9))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public LazyAdam(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, new int[] {1}, options);
    init(params);
  }

  @Override
  Operator<AdamRule.H> operator() {
    return options().get(USE_NESTEROV) ? AdamOperators.NESTEROV : AdamOperators.PLAIN;
  }

  @Override
  protected void validate(Options o) {
    super.validate(o);
    Checks.require(
        o.get(WEIGHT_DECAY) instanceof WeightDecay.Constant,
        "%s: weight_decay must be a number, got a Cell; groups may have one, or use nn.Adam",
        api());
  }
}
