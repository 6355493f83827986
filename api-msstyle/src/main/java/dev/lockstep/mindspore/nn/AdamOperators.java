package dev.lockstep.mindspore.nn;

import dev.lockstep.core.rule.AdamEpsHatRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.rule.AmsgradEpsHatRule;
import dev.lockstep.core.rule.NesterovAdamEpsHatRule;
import dev.lockstep.mindspore.Cut;
import dev.lockstep.mindspore.Operator;
import dev.lockstep.mindspore.nn.kernel.AdamBody;
import dev.lockstep.mindspore.nn.kernel.AdamTail;
import dev.lockstep.mindspore.nn.kernel.AmsgradKernel;
import dev.lockstep.mindspore.nn.kernel.NesterovAdamBody;
import dev.lockstep.mindspore.nn.kernel.NesterovAdamTail;
import dev.lockstep.mindspore.nn.kernel.NesterovOffloadAdamBody;
import dev.lockstep.mindspore.nn.kernel.NesterovOffloadAdamTail;
import dev.lockstep.mindspore.nn.kernel.OffloadAdamBody;
import dev.lockstep.mindspore.nn.kernel.OffloadAdamTail;

/** The operators behind the Adam classes. */
public final class AdamOperators {
  /** Adam. */
  public static final Operator<AdamRule.H> PLAIN =
      Operator.of(AdamEpsHatRule.KIND, AdamBody.KIND, AdamTail.KIND, Cut.BY_SIZE);

  /** Adam with look-ahead. */
  public static final Operator<AdamRule.H> NESTEROV =
      Operator.of(
          NesterovAdamEpsHatRule.KIND, NesterovAdamBody.KIND, NesterovAdamTail.KIND, Cut.BY_SIZE);

  /** AdamNoUpdateParam. */
  public static final Operator<AdamRule.H> OFFLOAD =
      Operator.of(AdamEpsHatRule.KIND, OffloadAdamBody.KIND, OffloadAdamTail.KIND, Cut.SEARCHED);

  /** AdamNoUpdateParam with look-ahead. */
  public static final Operator<AdamRule.H> NESTEROV_OFFLOAD =
      Operator.of(
          NesterovAdamEpsHatRule.KIND,
          NesterovOffloadAdamBody.KIND,
          NesterovOffloadAdamTail.KIND,
          Cut.SEARCHED);

  /** ApplyAdamWithAmsgradV2. */
  public static final Operator<AdamRule.H> AMSGRAD =
      Operator.of(AmsgradEpsHatRule.KIND, AmsgradKernel.KIND);

  private AdamOperators() {}
}
