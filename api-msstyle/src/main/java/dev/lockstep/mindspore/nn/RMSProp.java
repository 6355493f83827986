package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.CENTERED;
import static dev.lockstep.mindspore.MindSporeOptions.DECAY;
import static dev.lockstep.mindspore.MindSporeOptions.EPSILON;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.MOMENTUM;
import static dev.lockstep.mindspore.MindSporeOptions.USE_LOCKING;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.rule.CenteredRmsPropRateInsideRule;
import dev.lockstep.core.rule.RmsPropRateInsideRule;
import dev.lockstep.core.rule.RmsPropRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Cut;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.nn.kernel.CenteredRmsPropKernel;
import dev.lockstep.mindspore.nn.kernel.RmsPropBody;
import dev.lockstep.mindspore.nn.kernel.RmsPropTail;
import java.util.List;

/**
 * {@code nn.RMSProp}: the mean square starts at 1, the rate is inside the momentum buffer, epsilon
 * inside the root.
 *
 * <pre class="formula">
 * ms = decay*ms + (1 - decay)*(g*g)
 * moment = momentum*moment + learning_rate*g/sqrt(ms + epsilon)
 * p = p - moment
 * </pre>
 *
 * <p>{@code centered} also keeps {@code mg = decay*mg + (1 - decay)*g} and subtracts {@code mg*mg}
 * inside the root. On CPU the vector body of the uncentered kernel has epsilon outside the root:
 * {@link Quirk#BODY_AND_TAIL_DIFFER}.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.RMSProp.html">mindspore
 *     2.10</a>
 */
public final class RMSProp extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.RMSProp")
          .option(LEARNING_RATE, LearningRate.of(0.1))
          .option(DECAY, 0.9)
          .option(MOMENTUM, 0.0)
          .option(EPSILON, 1e-10)
          .option(USE_LOCKING, false)
          .option(CENTERED, false)
          .option(LOSS_SCALE, 1.0)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  private static final Operator<RmsPropRule.H> PLAIN =
      Operator.of(RmsPropRateInsideRule.KIND, RmsPropBody.KIND, RmsPropTail.KIND, Cut.SEARCHED);

  private static final Operator<RmsPropRule.H> SPECIFIED =
      Operator.of(RmsPropRateInsideRule.KIND, RmsPropTail.KIND);

  private static final Operator<RmsPropRule.H> CENTERED_OPERATOR =
      Operator.of(CenteredRmsPropRateInsideRule.KIND, CenteredRmsPropKernel.KIND);

  private final boolean centered;
  private final Kernel<RmsPropRule.H> kernel;

  /**
   * RMSProp of parameters or groups, {@code new RMSProp(params, learningRate(0.01),
   * momentum(0.9))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public RMSProp(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    centered = options().get(CENTERED);
    Operator<RmsPropRule.H> plain = has(Quirk.BODY_AND_TAIL_DIFFER) ? PLAIN : SPECIFIED;
    kernel = kernel(centered ? CENTERED_OPERATOR : plain);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.nonNegative(api(), DECAY, o.get(DECAY));
    Checks.nonNegative(api(), MOMENTUM, o.get(MOMENTUM));
    Checks.positive(api(), EPSILON, o.get(EPSILON));
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    List<String> names = centered ? List.of("ms", "moment", "mg") : List.of("ms", "moment");
    Slots<RmsPropRule.H> slots = new Slots<>(parameter, new RmsPropRule.H(), names, gradient);
    slots.tensor(0).fill(1);
    return slots;
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<RmsPropRule.H> typed = typed(slots);
    typed.h().lr = lr;
    typed.h().alpha = options().get(DECAY);
    typed.h().momentum = options().get(MOMENTUM);
    typed.h().eps = options().get(EPSILON);
    stepper().schedule(typed, kernel.rule(typed));
  }

  @Override
  protected String checkpointName(String key, Parameter parameter) {
    return switch (key) {
          case "ms" -> "mean_square.";
          case "mg" -> "mean_grad.";
          default -> "moment.";
        }
        + parameter.name();
  }
}
