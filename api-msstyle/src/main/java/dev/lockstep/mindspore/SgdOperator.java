package dev.lockstep.mindspore;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Transform;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;
import dev.lockstep.core.rule.MomentumStartRule;
import dev.lockstep.core.rule.NesterovRule;
import dev.lockstep.core.rule.NesterovStartRule;
import dev.lockstep.core.rule.SgdRule;
import java.util.List;

/**
 * The operator SGD, which {@code nn.SGD} and {@code experimental.optim.SGD} share: state {@code
 * accum}, and {@code stat}, which is 1 until the first step with momentum was made.
 *
 * <p>It rounds once an operation, so its kernels are the common rules.
 */
public final class SgdOperator {
  private static final int STAT = 1;

  private SgdOperator() {}

  /** State of one parameter. */
  public static Slots<MomentumRule.H> slots(Parameter parameter, Transform... transforms) {
    Slots<MomentumRule.H> slots =
        new Slots<>(parameter, new MomentumRule.H(), List.of("accum", "stat"), transforms);
    slots.tensor(STAT).fill(1);
    return slots;
  }

  /** The rule of the coming step, which is then counted in {@code stat}. */
  public static UpdateRule<MomentumRule.H> next(
      Slots<MomentumRule.H> slots, boolean momentum, boolean nesterov) {
    DType dtype = slots.dtype();
    if (!momentum) {
      return SgdRule.KIND.shared(dtype);
    }
    Tensor stat = slots.tensor(STAT);
    Precisions<UpdateRule<MomentumRule.H>> kind;
    if (stat.size() > 0 && stat.get(0) > 0) {
      stat.fill(0);
      kind = nesterov ? NesterovStartRule.KIND : MomentumStartRule.KIND;
    } else {
      kind = nesterov ? NesterovRule.KIND : MomentumRule.KIND;
    }
    return kind.shared(dtype);
  }
}
