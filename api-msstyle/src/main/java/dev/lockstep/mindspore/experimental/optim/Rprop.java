package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.ETAS;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.STEP_SIZES;

import dev.lockstep.core.Etas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.StepSizes;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.rule.RpropRule;
import dev.lockstep.core.transform.Scale;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import java.util.List;

/**
 * {@code experimental.optim.Rprop}: a step size an element, longer while the gradient keeps its
 * sign and shorter when it turns; the first is the rate of the first step, later rates have no
 * effect. No weight decay.
 *
 * <p>It rounds once an operation, so its kernel is the common rule.
 *
 * @see RpropRule
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.Rprop.html">mindspore
 *     2.10</a>
 */
public final class Rprop extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.Rprop")
          .option(LR, LearningRate.of(0.01))
          .option(ETAS, new Etas(0.5, 1.2))
          .option(STEP_SIZES, new StepSizes(1e-6, 50.0))
          .option(MAXIMIZE, false);

  /**
   * Rprop of parameters or groups, {@code new Rprop(params, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public Rprop(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "step_t", options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.positive(api(), LR, Checks.constant(api(), LR, o.get(LR)));
    Etas etas = o.get(ETAS);
    Checks.require(
        etas.minus() > 0 && etas.minus() < 1,
        "%s: etas[0] must be in (0, 1), got %s",
        api(),
        etas.minus());
    Checks.require(etas.plus() > 1, "%s: etas[1] must be > 1, got %s", api(), etas.plus());
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    return new Slots<>(
        parameter,
        new RpropRule.H(),
        List.of("prev", "step_size"),
        Scale.KIND.make(parameter.value().dtype()));
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<RpropRule.H> typed = typed(slots);
    typed.transform(0).set(sign(group));
    if (step() == 1) {
      typed.tensor(1).fill(lr);
    }
    typed.h().shrink = group.get(ETAS).minus();
    typed.h().grow = group.get(ETAS).plus();
    typed.h().least = group.get(STEP_SIZES).least();
    typed.h().most = group.get(STEP_SIZES).most();
    stepper().schedule(typed, RpropRule.KIND.shared(typed.dtype()));
  }
}
