package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.BETA1;
import static dev.lockstep.mindspore.MindSporeOptions.BETA2;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Transform;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.Kernel;
import dev.lockstep.mindspore.Operator;
import java.util.List;

/**
 * What Adam, LazyAdam and AdamOffload share: two moments, and powers of the betas that are
 * multiplied up step by step in float32.
 */
abstract class AdamFamily extends Optimizer {
  private final double beta1;
  private final double beta2;
  private final double eps;
  private final Tensor beta1Power;
  private final Tensor beta2Power;
  private final Kernel<AdamRule.H> kernel;
  private double correction1;
  private double correction2;

  AdamFamily(Signature signature, int[] powerShape, Option... options) {
    super(signature, options);
    beta1 = number(options().get(BETA1));
    beta2 = number(options().get(BETA2));
    eps = number(options().get(EPS));
    beta1Power = declareGlobal("beta1_power", Tensor.zeros(DType.F32, powerShape));
    beta2Power = declareGlobal("beta2_power", Tensor.zeros(DType.F32, powerShape));
    kernel = kernel(operator());
    beta1Power.fill(1);
    beta2Power.fill(1);
  }

  /** The operator that takes the steps. */
  abstract Operator<AdamRule.H> operator();

  /** The names of the state tensors. */
  List<String> slotNames() {
    return List.of("moment1", "moment2");
  }

  @Override
  protected void validate(Options o) {
    checkBetas(api(), o);
  }

  /** Refuses betas outside (0, 1) and an eps that is not above 0. */
  static void checkBetas(String api, Options o) {
    Checks.insideUnit(api, BETA1, o.get(BETA1));
    Checks.insideUnit(api, BETA2, o.get(BETA2));
    Checks.positive(api, EPS, o.get(EPS));
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    return new Slots<>(parameter, new AdamRule.H(), slotNames(), gradient);
  }

  @Override
  protected void begin() {
    beta1Power.set(0, (float) beta1Power.get(0) * (float) beta1);
    beta2Power.set(0, (float) beta2Power.get(0) * (float) beta2);
    if (isCommon()) {
      correction1 = 1 - CorrectlyRounded.pow(beta1, step());
      correction2 = 1 - CorrectlyRounded.pow(beta2, step());
    } else {
      correction1 = 1f - (float) beta1Power.get(0);
      correction2 = 1f - (float) beta2Power.get(0);
    }
  }

  @Override
  protected boolean isUniform() {
    return kernel.isUniform();
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Slots<AdamRule.H> typed = typed(slots);
    AdamRule.H h = typed.h();
    h.lr = lr;
    h.beta1 = beta1;
    h.beta2 = beta2;
    h.eps = eps;
    h.correction1 = correction1;
    h.correction2 = correction2;
    h.state = finiteState();
    stepper().schedule(typed, kernel.rule(typed));
  }
}
