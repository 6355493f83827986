package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.CONTIGUOUS_PARAMS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.EPS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.INITIAL_ACCUMULATOR_VALUE;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LR_DECAY;
import static dev.lockstep.oneflow.optim.OneFlowOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdagradRule;
import dev.lockstep.oneflow.optim.kernel.AdagradKernel;
import java.util.List;

/**
 * {@code oneflow.optim.Adagrad}: L2 decay, then the gradient divided by the root of the sum of its
 * squares, epsilon outside the root, with a rate that falls with the optimizer's steps.
 *
 * <p>Differs from torch: <b>lr is 0.001 by default</b> (0.01 in torch); the rate falls with the
 * steps of the optimizer, not of the parameter; a group's own {@code initial_accumulator_value}
 * acts.
 *
 * <p>State, made in the constructor: {@code sum}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class Adagrad extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.Adagrad")
          .option(LR, 0.001)
          .option(LR_DECAY, 0.0)
          .option(WEIGHT_DECAY, 0.0)
          .option(INITIAL_ACCUMULATOR_VALUE, 0.0)
          .option(EPS, 1e-10)
          .option(CONTIGUOUS_PARAMS, false);

  private static final List<String> SUM = List.of("sum");

  /** Adagrad of parameters or groups, {@code new Adagrad(model.parameters(), lr(0.001))}. */
  public Adagrad(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, new Native(), new Common(), options);
    init(params);
    for (ParamGroup group : paramGroups()) {
      group.params().forEach(parameter -> prepare(group.options(), parameter));
    }
  }

  @Override
  protected void validate(Options o) {
    Checks.rateDecayEpsilon(o);
    OptionChecks.atLeastZero(o, INITIAL_ACCUMULATOR_VALUE, "initial_accumulator_value value");
  }

  @Override
  List<String> kept(Options o) {
    return SUM;
  }

  @Override
  double initial(Options o) {
    return o.get(INITIAL_ACCUMULATOR_VALUE);
  }

  private static final class Native extends Update<AdagradKernel.H> {
    @Override
    AdagradKernel.H newNumbers() {
      return new AdagradKernel.H();
    }

    @Override
    void set(AdagradKernel.H h, Options o, long k) {
      float fallen = 1 + (float) (k - 1) * narrow(o.get(LR_DECAY));
      h.lr = narrow(o.get(LR)) / fallen;
      h.eps = narrow(o.get(EPS));
      h.l2 = narrow(o.get(WEIGHT_DECAY));
      h.decay = 0;
    }

    @Override
    Precisions<UpdateRule<AdagradKernel.H>> rule(Options o) {
      return AdagradKernel.KIND;
    }

    @Override
    List<String> slots() {
      return SUM;
    }
  }

  private static final class Common extends Update<AdagradRule.H> {
    @Override
    AdagradRule.H newNumbers() {
      return new AdagradRule.H();
    }

    @Override
    void set(AdagradRule.H h, Options o, long k) {
      h.lr = o.get(LR) / (1 + (double) (k - 1) * o.get(LR_DECAY));
      h.eps = o.get(EPS);
    }

    @Override
    Precisions<UpdateRule<AdagradRule.H>> rule(Options o) {
      return AdagradRule.KIND;
    }

    @Override
    List<String> slots() {
      return SUM;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }
}
