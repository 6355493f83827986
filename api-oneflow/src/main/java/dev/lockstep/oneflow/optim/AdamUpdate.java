package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.AMSGRAD;
import static dev.lockstep.oneflow.optim.OneFlowOptions.BETAS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.DO_BIAS_CORRECTION;
import static dev.lockstep.oneflow.optim.OneFlowOptions.EPS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.oneflow.optim.kernel.AdamKernel;
import dev.lockstep.oneflow.optim.kernel.AmsgradKernel;
import java.util.List;

/** Adam's numbers, with the decay in the gradient or beside it; in OneFlow's bits. */
final class AdamUpdate extends Update<AdamKernel.H> {
  static final List<String> MOMENTS = List.of("exp_avg", "exp_avg_sq");
  static final List<String> AMSGRAD_MOMENTS = List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq");

  private final boolean decoupled;

  AdamUpdate(boolean decoupled) {
    this.decoupled = decoupled;
  }

  /** What is kept under these options. */
  static List<String> kept(Options o) {
    return o.get(AMSGRAD) ? AMSGRAD_MOMENTS : MOMENTS;
  }

  /** Refuses what the constructors of Adam and AdamW refuse. */
  static void validate(Options o) {
    Checks.rateDecayEpsilon(o);
    OptionChecks.betas(o.get(BETAS));
  }

  /** OneFlow corrects in double and narrows the result. */
  static float correction(Options o, double beta, long k) {
    return o.get(DO_BIAS_CORRECTION) ? (float) (1 - CorrectlyRounded.pow(beta, (double) k)) : 1;
  }

  @Override
  AdamKernel.H newNumbers() {
    return new AdamKernel.H();
  }

  @Override
  void set(AdamKernel.H h, Options o, long k) {
    Betas betas = o.get(BETAS);
    float lr = narrow(o.get(LR));
    float decay = narrow(o.get(WEIGHT_DECAY));
    h.rate = lr / correction(o, betas.beta1(), k);
    h.beta1 = narrow(betas.beta1());
    h.rest1 = rest(betas.beta1());
    h.beta2 = narrow(betas.beta2());
    h.rest2 = rest(betas.beta2());
    h.root2 = (float) Math.sqrt(correction(o, betas.beta2(), k));
    h.eps = narrow(o.get(EPS));
    h.l2 = decoupled ? 0 : decay;
    h.decay = decoupled ? lr * decay : 0;
  }

  @Override
  Precisions<UpdateRule<AdamKernel.H>> rule(Options o) {
    return o.get(AMSGRAD) ? AmsgradKernel.KIND : AdamKernel.KIND;
  }

  @Override
  List<String> slots() {
    return AMSGRAD_MOMENTS;
  }
}
