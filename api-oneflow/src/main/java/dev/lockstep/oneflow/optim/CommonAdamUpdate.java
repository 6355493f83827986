package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.AMSGRAD;
import static dev.lockstep.oneflow.optim.OneFlowOptions.BETAS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.DO_BIAS_CORRECTION;
import static dev.lockstep.oneflow.optim.OneFlowOptions.EPS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.WEIGHT_DECAY;

import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.rule.AmsgradRule;
import java.util.List;

/** Adam's numbers, with the decay in the gradient or beside it; in common arithmetic. */
final class CommonAdamUpdate extends Update<AdamRule.H> {
  private final boolean decoupled;

  CommonAdamUpdate(boolean decoupled) {
    this.decoupled = decoupled;
  }

  @Override
  AdamRule.H newNumbers() {
    return new AdamRule.H();
  }

  @Override
  void set(AdamRule.H h, Options o, long k) {
    h.lr = o.get(LR);
    h.beta1 = o.get(BETAS).beta1();
    h.beta2 = o.get(BETAS).beta2();
    h.eps = o.get(EPS);
    h.keep = decoupled ? 1 - o.get(LR) * o.get(WEIGHT_DECAY) : 1;
    if (o.get(DO_BIAS_CORRECTION)) {
      h.correct((double) k, CorrectlyRounded::pow);
    } else {
      h.correction1 = 1;
      h.correction2 = 1;
    }
  }

  @Override
  Precisions<UpdateRule<AdamRule.H>> rule(Options o) {
    return o.get(AMSGRAD) ? AmsgradRule.KIND : AdamRule.KIND;
  }

  @Override
  List<String> slots() {
    return AdamUpdate.AMSGRAD_MOMENTS;
  }

  @Override
  double decay(Options o) {
    return decoupled ? 0 : o.get(WEIGHT_DECAY);
  }
}
