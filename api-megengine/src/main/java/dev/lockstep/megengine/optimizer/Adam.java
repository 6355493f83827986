package dev.lockstep.megengine.optimizer;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.BETAS;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.EPS;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.math.Glibc;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.megengine.optimizer.kernel.AdamKernel;
import java.util.List;

/**
 * {@code megengine.optimizer.Adam}: L2 decay, then Adam with epsilon added after bias correction.
 *
 * <p>Corrections are float32 powers and {@code 1 - beta} float32 differences, where torch computes
 * them in double.
 *
 * <p>State, made in the constructor: {@code exp_avg}, {@code exp_avg_sq}, {@code step}.
 *
 * @see <a href="https://www.megengine.org.cn/doc/stable/zh/reference/optimizer.html">MegEngine
 *     1.13</a>
 */
public final class Adam extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("megengine.optimizer.Adam")
          .option(LR)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.0);

  static final List<String> SLOTS = List.of("exp_avg", "exp_avg_sq");

  /** Adam of parameters or groups, {@code new Adam(parameters, lr(0.01))}. */
  public Adam(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, new Native(), new Common(), options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.rateAndDecay(o);
    OptionChecks.betas(o.get(BETAS));
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  boolean counts() {
    return true;
  }

  /** In MegEngine's bits; AdamW's too, but for the decay. */
  static class Native extends Update<AdamKernel.H> {
    @Override
    AdamKernel.H newNumbers() {
      return new AdamKernel.H();
    }

    @Override
    void set(AdamKernel.H h, Options o, double t) {
      Betas betas = o.get(BETAS);
      h.lr = narrow(o.get(LR));
      h.beta1 = narrow(betas.beta1());
      h.rest1 = rest(betas.beta1());
      h.beta2 = narrow(betas.beta2());
      h.rest2 = rest(betas.beta2());
      h.correction1 = 1 - Glibc.powf(narrow(betas.beta1()), (float) t);
      h.correction2 = 1 - Glibc.powf(narrow(betas.beta2()), (float) t);
      h.eps = narrow(o.get(EPS));
      h.decay = narrow(o.get(WEIGHT_DECAY));
    }

    @Override
    Precisions<UpdateRule<AdamKernel.H>> rule(Options o) {
      return AdamKernel.KIND;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }

  /** In common arithmetic; AdamW's too, but for the decay. */
  static class Common extends Update<AdamRule.H> {
    @Override
    AdamRule.H newNumbers() {
      return new AdamRule.H();
    }

    @Override
    void set(AdamRule.H h, Options o, double t) {
      h.lr = o.get(LR);
      h.beta1 = o.get(BETAS).beta1();
      h.beta2 = o.get(BETAS).beta2();
      h.eps = o.get(EPS);
      h.correct(t, CorrectlyRounded::pow);
    }

    @Override
    Precisions<UpdateRule<AdamRule.H>> rule(Options o) {
      return AdamRule.KIND;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }
}
