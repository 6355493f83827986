package dev.lockstep.megengine.optimizer;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.BETAS;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.EPS;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.math.Glibc;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.megengine.optimizer.kernel.AdamKernel;
import dev.lockstep.megengine.optimizer.kernel.AdamWKernel;
import java.util.List;

/**
 * {@code megengine.optimizer.AdamW}: Adam, with {@code weight_decay*p} added to the direction.
 *
 * <p>One subtraction, {@code p - lr*(d + weight_decay*p)}; torch multiplies the parameter first.
 *
 * <p>State, made in the constructor: {@code exp_avg}, {@code exp_avg_sq}, {@code step}.
 *
 * @see <a href="https://www.megengine.org.cn/doc/stable/zh/reference/optimizer.html">MegEngine
 *     1.13</a>
 */
public final class AdamW extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("megengine.optimizer.AdamW")
          .option(LR)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.01);

  private static final List<String> SLOTS = List.of("exp_avg", "exp_avg_sq");

  /** AdamW of parameters or groups, {@code new AdamW(parameters, lr(0.01))}. */
  public AdamW(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, new Native(), new Common(), options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.rateAndDecay(o);
    Checks.betas(o.get(BETAS));
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  boolean counts() {
    return true;
  }

  private static final class Native extends Update<AdamKernel.H> {
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
      return o.get(WEIGHT_DECAY) == 0 ? AdamKernel.KIND : AdamWKernel.KIND;
    }

    @Override
    double decay(Options o) {
      return 0;
    }
  }

  private static final class Common extends Update<AdamRule.H> {
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
      h.keep = 1 - o.get(LR) * o.get(WEIGHT_DECAY);
    }

    @Override
    Precisions<UpdateRule<AdamRule.H>> rule(Options o) {
      return AdamRule.KIND;
    }

    @Override
    double decay(Options o) {
      return 0;
    }
  }
}
