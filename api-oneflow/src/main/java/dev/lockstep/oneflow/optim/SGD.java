package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.CONTIGUOUS_PARAMS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.DAMPENING;
import static dev.lockstep.oneflow.optim.OneFlowOptions.FUSED;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.MAXIMIZE;
import static dev.lockstep.oneflow.optim.OneFlowOptions.MOMENTUM;
import static dev.lockstep.oneflow.optim.OneFlowOptions.NESTEROV;
import static dev.lockstep.oneflow.optim.OneFlowOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;
import dev.lockstep.core.rule.NesterovRule;
import dev.lockstep.core.rule.SgdRule;
import dev.lockstep.oneflow.optim.kernel.MomentumKernel;
import dev.lockstep.oneflow.optim.kernel.NesterovKernel;
import dev.lockstep.oneflow.optim.kernel.SgdKernel;
import java.util.List;

/**
 * {@code oneflow.optim.SGD}: L2 decay, then momentum with dampening, the rate outside the buffer.
 *
 * <pre class="formula">
 * m = momentum*m + (1 - dampening)*(g + weight_decay*p)
 * p = p - lr*m
 * </pre>
 *
 * <p>Differs from torch: dampening acts <b>in the first step too</b> (torch's first buffer is the
 * gradient itself); {@code maximize} is ignored without momentum; nesterov with dampening and
 * momentum above 1 are accepted.
 *
 * <p>State: {@code momentum_buf}, if the momentum is not 0.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class SGD extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.SGD")
          .option(LR, 0.001)
          .option(MOMENTUM, 0.0)
          .option(DAMPENING, 0.0)
          .option(WEIGHT_DECAY, 0.0)
          .option(NESTEROV, false)
          .option(MAXIMIZE, false)
          .option(CONTIGUOUS_PARAMS, false)
          .option(FUSED, false);

  private static final List<String> BUFFER = List.of("momentum_buf");

  /** SGD of parameters or groups, {@code new SGD(model.parameters(), lr(0.1), momentum(0.9))}. */
  public SGD(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, new Native(), new Common(), options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    OptionChecks.atLeastZero(o, LR, "learning rate");
    OptionChecks.atLeastZero(o, MOMENTUM, "momentum");
    OptionChecks.atLeastZero(o, WEIGHT_DECAY, "weight_decay");
  }

  @Override
  List<String> kept(Options o) {
    return o.get(MOMENTUM) == 0 ? List.of() : BUFFER;
  }

  private static final class Native extends Update<MomentumKernel.H> {
    @Override
    MomentumKernel.H newNumbers() {
      return new MomentumKernel.H();
    }

    @Override
    void set(MomentumKernel.H h, Options o, long k) {
      h.lr = narrow(o.get(LR));
      h.alpha = o.get(MAXIMIZE) ? h.lr : -h.lr;
      h.momentum = narrow(o.get(MOMENTUM));
      h.keep = rest(o.get(DAMPENING));
      h.l2 = narrow(o.get(WEIGHT_DECAY));
      h.decay = 0;
    }

    @Override
    Precisions<UpdateRule<MomentumKernel.H>> rule(Options o) {
      if (o.get(MOMENTUM) == 0) {
        return SgdKernel.KIND;
      }
      return o.get(NESTEROV) ? NesterovKernel.KIND : MomentumKernel.KIND;
    }

    @Override
    List<String> slots() {
      return BUFFER;
    }
  }

  private static final class Common extends Update<MomentumRule.H> {
    @Override
    MomentumRule.H newNumbers() {
      return new MomentumRule.H();
    }

    @Override
    void set(MomentumRule.H h, Options o, long k) {
      boolean climbs = o.get(MAXIMIZE) && o.get(MOMENTUM) != 0;
      h.lr = climbs ? -o.get(LR) : o.get(LR);
      h.momentum = o.get(MOMENTUM);
      h.keep = 1 - o.get(DAMPENING);
    }

    @Override
    Precisions<UpdateRule<MomentumRule.H>> rule(Options o) {
      if (o.get(MOMENTUM) == 0) {
        return SgdRule.KIND;
      }
      return o.get(NESTEROV) ? NesterovRule.KIND : MomentumRule.KIND;
    }

    @Override
    List<String> slots() {
      return BUFFER;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }
}
