package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.CONTIGUOUS_PARAMS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.EPS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.MAXIMIZE;
import static dev.lockstep.oneflow.optim.OneFlowOptions.RHO;
import static dev.lockstep.oneflow.optim.OneFlowOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdadeltaRule;
import dev.lockstep.oneflow.optim.kernel.AdadeltaKernel;
import java.util.List;

/**
 * {@code oneflow.optim.Adadelta}: L2 decay, then a step in the unit of the parameter; epsilon is
 * inside both roots.
 *
 * <p>{@code maximize} is refused: OneFlow cannot do it in graph mode.
 *
 * <p>State, made in the constructor: {@code square_avgs}, {@code acc_deltas}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class Adadelta extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.Adadelta")
          .option(LR, 1.0)
          .option(RHO, 0.9)
          .option(EPS, 1e-6)
          .option(WEIGHT_DECAY, 0.0)
          .option(MAXIMIZE, false)
          .option(CONTIGUOUS_PARAMS, false);

  private static final List<String> SLOTS = List.of("square_avgs", "acc_deltas");

  /** Adadelta of parameters or groups, {@code new Adadelta(model.parameters(), lr(1.0))}. */
  public Adadelta(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, new Native(), new Common(), options);
    init(params);
    for (ParamGroup group : paramGroups()) {
      group.params().forEach(parameter -> prepare(group.options(), parameter));
    }
  }

  @Override
  protected void validate(Options o) {
    Checks.rateDecayEpsilon(o);
    double rho = o.get(RHO);
    require(rho >= 0 && rho <= 1, "Invalid rho value: %s, must be in [0, 1]", rho);
    require(
        !o.get(MAXIMIZE),
        "In Graph Mode, weight decay has been added to Variable, it cause different result with Eager"
            + " Mode when maximize = True; leave maximize out and negate the loss");
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  private static final class Native extends Update<AdadeltaKernel.H> {
    @Override
    AdadeltaKernel.H newNumbers() {
      return new AdadeltaKernel.H();
    }

    @Override
    void set(AdadeltaKernel.H h, Options o, long k) {
      h.lr = narrow(o.get(LR));
      h.rho = narrow(o.get(RHO));
      h.rest = rest(o.get(RHO));
      h.eps = narrow(o.get(EPS));
      h.l2 = narrow(o.get(WEIGHT_DECAY));
    }

    @Override
    Precisions<UpdateRule<AdadeltaKernel.H>> rule(Options o) {
      return AdadeltaKernel.KIND;
    }

    @Override
    List<String> slots() {
      return SLOTS;
    }
  }

  private static final class Common extends Update<AdadeltaRule.H> {
    @Override
    AdadeltaRule.H newNumbers() {
      return new AdadeltaRule.H();
    }

    @Override
    void set(AdadeltaRule.H h, Options o, long k) {
      h.lr = o.get(LR);
      h.rho = o.get(RHO);
      h.eps = o.get(EPS);
    }

    @Override
    Precisions<UpdateRule<AdadeltaRule.H>> rule(Options o) {
      return AdadeltaRule.KIND;
    }

    @Override
    List<String> slots() {
      return SLOTS;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }
}
