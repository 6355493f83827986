package dev.lockstep.megengine.optimizer;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.EPS;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR_DECAY;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdagradEpsInsideRule;
import dev.lockstep.core.rule.AdagradRule;
import dev.lockstep.megengine.optimizer.kernel.AdagradKernel;
import java.util.List;

/**
 * {@code megengine.optimizer.Adagrad}: L2 decay, then the gradient divided by the root of the sum
 * of its squares, <b>epsilon inside the root</b> (torch: outside), with a rate that falls with the
 * parameter's steps.
 *
 * <p>State, made in the constructor: {@code square_avg}, {@code step}.
 *
 * @see <a href="https://www.megengine.org.cn/doc/stable/zh/reference/optimizer.html">MegEngine
 *     1.13</a>
 */
public final class Adagrad extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("megengine.optimizer.Adagrad")
          .option(LR, 1e-2)
          .option(LR_DECAY, 0.0)
          .option(EPS, 1e-10)
          .option(WEIGHT_DECAY, 0.0);

  private static final List<String> SLOTS = List.of("square_avg");

  /** Adagrad of parameters or groups, {@code new Adagrad(parameters, lr(0.01))}. */
  public Adagrad(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, new Native(), new Common(), options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.rateAndDecay(o);
    OptionChecks.atLeastZero(o, LR_DECAY, "learning rate decay");
    OptionChecks.atLeastZero(o, EPS, "epsilon value");
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  boolean counts() {
    return true;
  }

  private static final class Native extends Update<AdagradKernel.H> {
    @Override
    AdagradKernel.H newNumbers() {
      return new AdagradKernel.H();
    }

    @Override
    void set(AdagradKernel.H h, Options o, double t) {
      float fallen = 1 + ((float) t - 1) * narrow(o.get(LR_DECAY));
      h.lr = narrow(o.get(LR)) / fallen;
      h.eps = narrow(o.get(EPS));
    }

    @Override
    Precisions<UpdateRule<AdagradKernel.H>> rule(Options o) {
      return AdagradKernel.KIND;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }

  private static final class Common extends Update<AdagradRule.H> {
    @Override
    AdagradRule.H newNumbers() {
      return new AdagradRule.H();
    }

    @Override
    void set(AdagradRule.H h, Options o, double t) {
      h.lr = o.get(LR) / (1 + (t - 1) * o.get(LR_DECAY));
      h.eps = o.get(EPS);
    }

    @Override
    Precisions<UpdateRule<AdagradRule.H>> rule(Options o) {
      return AdagradEpsInsideRule.KIND;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }
}
