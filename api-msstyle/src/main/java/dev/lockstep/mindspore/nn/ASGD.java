package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.ALPHA;
import static dev.lockstep.mindspore.MindSporeOptions.LAMBD;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.T0;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.rule.AsgdRule;
import dev.lockstep.mindspore.Averaging;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.WeightDecay;
import java.util.List;

/**
 * {@code nn.ASGD}: gradient descent with a decay and a falling rate of its own, and the average of
 * the parameters from step {@code t0} on.
 *
 * <pre class="formula">
 * p = p*(1 - lambd*eta) - eta*g
 * ax = ax + (p - ax)*mu
 * eta = learning_rate/(1 + lambd*learning_rate*t)^alpha
 * mu = 1/max(1, t - t0)
 * </pre>
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.ASGD.html">mindspore
 *     2.10</a>
 */
public final class ASGD extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.ASGD")
          .option(LEARNING_RATE, LearningRate.of(0.1))
          .option(LAMBD, 1e-4)
          .option(ALPHA, 0.75)
          .option(T0, 1e6)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  private final Averaging averaging = new Averaging(isCommon());

  /**
   * ASGD of parameters or groups, {@code new ASGD(params, learningRate(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public ASGD(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
  }

  @Override
  protected void validate(Options o) {}

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    declare(parameter, "mu", Tensor.scalar(numberType(), 1));
    declare(parameter, "eta", Tensor.scalar(numberType(), 0));
    return new Slots<>(parameter, new AsgdRule.H(), List.of("ax"), gradient);
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<AsgdRule.H> typed = typed(slots);
    Tensor eta = tensor(typed.parameter(), "eta");
    Tensor mu = tensor(typed.parameter(), "mu");
    if (step() == start(slots)) {
      eta.set(0, lr);
    }
    stepper().schedule(typed, averaging.next(typed, options(), lr, eta, mu, step()));
  }

  @Override
  protected String checkpointName(String key, Parameter parameter) {
    return key.equals("ax") ? "ax_." + parameter.name() : key + "_" + parameter.name();
  }
}
