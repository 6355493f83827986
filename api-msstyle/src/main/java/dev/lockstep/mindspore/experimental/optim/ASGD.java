package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.ALPHA;
import static dev.lockstep.mindspore.MindSporeOptions.LAMBD;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.T0;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.rule.AsgdRule;
import dev.lockstep.mindspore.Averaging;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.WeightDecay;
import java.util.List;

/**
 * {@code experimental.optim.ASGD}: L2 decay, then the steps of {@code nn.ASGD}.
 *
 * @see AsgdRule
 * @see dev.lockstep.mindspore.nn.ASGD
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.ASGD.html">mindspore
 *     2.10</a>
 */
public final class ASGD extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.ASGD")
          .option(LR, LearningRate.of(0.01))
          .option(LAMBD, 1e-4)
          .option(ALPHA, 0.75)
          .option(T0, 1e6)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(MAXIMIZE, false);

  private final Averaging averaging = new Averaging(isCommon());

  /**
   * ASGD of parameters or groups, {@code new ASGD(params, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public ASGD(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "step_t", options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.positive(api(), LR, Checks.constant(api(), LR, o.get(LR)));
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    declare(parameter, "mu", Tensor.scalar(numberType(), 1));
    declare(parameter, "eta", Tensor.scalar(numberType(), 0));
    return new Slots<>(parameter, new AsgdRule.H(), List.of("ax"), gradientPath(parameter));
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<AsgdRule.H> typed = typed(slots);
    setGradientPath(group, typed);
    Tensor eta = tensor(typed.parameter(), "eta");
    Tensor mu = tensor(typed.parameter(), "mu");
    if (step() == 1) {
      eta.set(0, lr);
    }
    stepper().schedule(typed, averaging.next(typed, group.options(), lr, eta, mu, step()));
  }

  @Override
  protected String checkpointName(String key, Parameter parameter) {
    return key.equals("ax") ? "ax." + parameter.name() : key + "_" + parameter.name();
  }
}
