package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.ALPHA;
import static dev.lockstep.oneflow.optim.OneFlowOptions.CENTERED;
import static dev.lockstep.oneflow.optim.OneFlowOptions.CONTIGUOUS_PARAMS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.EPS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.MOMENTUM;
import static dev.lockstep.oneflow.optim.OneFlowOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.CenteredRmsPropRateInsideRule;
import dev.lockstep.core.rule.RmsPropRateInsideRule;
import dev.lockstep.core.rule.RmsPropRule;
import dev.lockstep.oneflow.optim.kernel.CenteredRmsPropKernel;
import dev.lockstep.oneflow.optim.kernel.RmsPropKernel;
import java.util.List;

/**
 * {@code oneflow.optim.RMSprop}: L2 decay, then the gradient divided by its running root mean
 * square, <b>epsilon inside the root</b>.
 *
 * <pre class="formula">
 * v = alpha*v + (1 - alpha)*g^2
 * p = p - lr*g/sqrt(v + eps)
 * </pre>
 *
 * <p>Differs from torch: epsilon is outside the root there; <b>lr is 0.001 by default</b> (0.01 in
 * torch); momentum is refused.
 *
 * <p>State: {@code square_avg}, centered also {@code grad_avg}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class RMSprop extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.RMSprop")
          .option(LR, 0.001)
          .option(ALPHA, 0.99)
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.0)
          .option(MOMENTUM, 0.0)
          .option(CENTERED, false)
          .option(CONTIGUOUS_PARAMS, false);

  private static final List<String> SQUARE = List.of("square_avg");
  private static final List<String> BOTH = List.of("square_avg", "grad_avg");

  // The rules of the core have a momentum buffer, which stays 0 here.
  private static final List<String> COMMON = List.of("square_avg", "momentum_buf", "grad_avg");

  /** RMSprop of parameters or groups, {@code new RMSprop(model.parameters(), lr(0.001))}. */
  public RMSprop(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, new Native(), new Common(), options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.rateDecayEpsilon(o);
    OptionChecks.atLeastZero(o, ALPHA, "alpha value");
    require(
        o.get(MOMENTUM) == 0,
        "Not support momentum greater than zeros now! OneFlow's RMSprop takes momentum 0 only, got %s",
        o.get(MOMENTUM));
  }

  @Override
  List<String> kept(Options o) {
    return o.get(CENTERED) ? BOTH : SQUARE;
  }

  private static final class Native extends Update<RmsPropKernel.H> {
    @Override
    RmsPropKernel.H newNumbers() {
      return new RmsPropKernel.H();
    }

    @Override
    void set(RmsPropKernel.H h, Options o, long k) {
      h.lr = narrow(o.get(LR));
      h.alpha = narrow(o.get(ALPHA));
      h.rest = rest(o.get(ALPHA));
      h.eps = narrow(o.get(EPS));
      h.l2 = narrow(o.get(WEIGHT_DECAY));
    }

    @Override
    Precisions<UpdateRule<RmsPropKernel.H>> rule(Options o) {
      return o.get(CENTERED) ? CenteredRmsPropKernel.KIND : RmsPropKernel.KIND;
    }

    @Override
    List<String> slots() {
      return BOTH;
    }
  }

  private static final class Common extends Update<RmsPropRule.H> {
    @Override
    RmsPropRule.H newNumbers() {
      return new RmsPropRule.H();
    }

    @Override
    void set(RmsPropRule.H h, Options o, long k) {
      h.lr = o.get(LR);
      h.alpha = o.get(ALPHA);
      h.eps = o.get(EPS);
      h.momentum = 0;
    }

    @Override
    Precisions<UpdateRule<RmsPropRule.H>> rule(Options o) {
      return o.get(CENTERED) ? CenteredRmsPropRateInsideRule.KIND : RmsPropRateInsideRule.KIND;
    }

    @Override
    List<String> slots() {
      return COMMON;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }
}
