package dev.lockstep.megengine.optimizer;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.EPS;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.RHO;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdadeltaRule;
import dev.lockstep.megengine.optimizer.kernel.AdadeltaKernel;
import java.util.List;

/**
 * {@code megengine.optimizer.Adadelta}: L2 decay, then a step in the unit of the parameter; epsilon
 * is inside both roots.
 *
 * <p>State, made in the constructor: {@code square_avg}, {@code acc_delta}, {@code step}.
 *
 * @see <a href="https://www.megengine.org.cn/doc/stable/zh/reference/optimizer.html">MegEngine
 *     1.13</a>
 */
public final class Adadelta extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("megengine.optimizer.Adadelta")
          .option(LR, 1.0)
          .option(RHO, 0.9)
          .option(EPS, 1e-6)
          .option(WEIGHT_DECAY, 0.0);

  private static final List<String> SLOTS = List.of("square_avg", "acc_delta");

  /** Adadelta of parameters or groups, {@code new Adadelta(parameters, lr(0.01))}. */
  public Adadelta(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, new Native(), new Common(), options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.rateAndDecay(o);
    OptionChecks.atLeastZero(o, EPS, "epsilon value");
    double rho = o.get(RHO);
    require(rho >= 0 && rho <= 1, "Invalid rho value: %s, must be in [0, 1]", rho);
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  boolean counts() {
    return true;
  }

  private static final class Native extends Update<AdadeltaKernel.H> {
    @Override
    AdadeltaKernel.H newNumbers() {
      return new AdadeltaKernel.H();
    }

    @Override
    void set(AdadeltaKernel.H h, Options o, double t) {
      h.lr = narrow(o.get(LR));
      h.rho = narrow(o.get(RHO));
      h.rest = rest(o.get(RHO));
      h.eps = narrow(o.get(EPS));
    }

    @Override
    Precisions<UpdateRule<AdadeltaKernel.H>> rule(Options o) {
      return AdadeltaKernel.KIND;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }

  private static final class Common extends Update<AdadeltaRule.H> {
    @Override
    AdadeltaRule.H newNumbers() {
      return new AdadeltaRule.H();
    }

    @Override
    void set(AdadeltaRule.H h, Options o, double t) {
      h.lr = o.get(LR);
      h.rho = o.get(RHO);
      h.eps = o.get(EPS);
    }

    @Override
    Precisions<UpdateRule<AdadeltaRule.H>> rule(Options o) {
      return AdadeltaRule.KIND;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }
}
