package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.ETAS;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.STEP_SIZES;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Etas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.StepSizes;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.rule.RpropRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.WeightDecay;
import java.util.List;

/**
 * {@code nn.Rprop}: a step size an element, longer while the gradient keeps its sign and shorter
 * when it turns; the first is the learning rate of the first step, later rates have no effect.
 *
 * <p>It rounds once an operation, so its kernel is the common rule.
 *
 * @see RpropRule
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.Rprop.html">mindspore
 *     2.10</a>
 */
public final class Rprop extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.Rprop")
          .option(LEARNING_RATE, LearningRate.of(0.1))
          .option(ETAS, new Etas(0.5, 1.2))
          .option(STEP_SIZES, new StepSizes(1e-6, 50.0))
          .option(WEIGHT_DECAY, WeightDecay.of(0.0));

  /**
   * Rprop of parameters or groups, {@code new Rprop(params, learningRate(0.01), etas(0.5, 1.2))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Rprop(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Etas etas = o.get(ETAS);
    StepSizes sizes = o.get(STEP_SIZES);
    Checks.require(
        sizes.least() <= sizes.most(),
        "%s: the largest of step_sizes must not be below the smallest, got (%s, %s)",
        api(),
        sizes.least(),
        sizes.most());
    Checks.require(
        etas.minus() > 0 && etas.minus() < 1,
        "%s: etas[0] must be in (0, 1), got %s",
        api(),
        etas.minus());
    Checks.require(etas.plus() > 1, "%s: etas[1] must be > 1, got %s", api(), etas.plus());
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    return new Slots<>(parameter, new RpropRule.H(), List.of("prev", "step_size"), gradient);
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<RpropRule.H> typed = typed(slots);
    if (step() == start(slots)) {
      typed.tensor(1).fill(lr);
    }
    typed.h().shrink = options().get(ETAS).minus();
    typed.h().grow = options().get(ETAS).plus();
    typed.h().least = options().get(STEP_SIZES).least();
    typed.h().most = options().get(STEP_SIZES).most();
    stepper().schedule(typed, RpropRule.KIND.shared(typed.dtype()));
  }
}
