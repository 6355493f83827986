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

  /** AdamW of parameters or groups, {@code new AdamW(parameters, lr(0.01))}. */
  public AdamW(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, Adam.SLOTS, new Native(), new Common(), options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.rateAndDecay(o);
    OptionChecks.betas(o.get(BETAS));
  }

  @Override
  List<String> kept(Options o) {
    return Adam.SLOTS;
  }

  @Override
  boolean counts() {
    return true;
  }

  private static final class Native extends Adam.Native {
    @Override
    Precisions<UpdateRule<AdamKernel.H>> rule(Options o) {
      return o.get(WEIGHT_DECAY) == 0 ? AdamKernel.KIND : AdamWKernel.KIND;
    }

    @Override
    double decay(Options o) {
      return 0;
    }
  }

  private static final class Common extends Adam.Common {
    @Override
    void set(AdamRule.H h, Options o, double t) {
      super.set(h, o, t);
      h.keep = 1 - o.get(LR) * o.get(WEIGHT_DECAY);
    }

    @Override
    double decay(Options o) {
      return 0;
    }
  }
}
