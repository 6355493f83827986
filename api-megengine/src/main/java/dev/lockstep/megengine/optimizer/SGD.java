package dev.lockstep.megengine.optimizer;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.MOMENTUM;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.NESTEROV;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.WEIGHT_DECAY;

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
import java.util.List;

/**
 * {@code megengine.optimizer.SGD}: L2 decay, then momentum, the rate outside the buffer.
 *
 * <pre class="formula">
 * v = momentum*v + (g + weight_decay*p)
 * p = p - lr*v
 * </pre>
 *
 * <p>MegEngine rounds as common arithmetic does. {@code nesterov} belongs to the optimizer: a
 * group's own is ignored.
 *
 * <p>State, made in the constructor if the momentum is not 0: {@code momentum_buffer}.
 *
 * @see <a href="https://www.megengine.org.cn/doc/stable/zh/reference/optimizer.html">MegEngine
 *     1.13</a>
 */
public final class SGD extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("megengine.optimizer.SGD")
          .option(LR)
          .option(MOMENTUM, 0.0)
          .option(NESTEROV, false)
          .option(WEIGHT_DECAY, 0.0);

  private static final List<String> SLOTS = List.of("momentum_buffer");

  /** SGD of parameters or groups, {@code new SGD(parameters, lr(0.01))}. */
  public SGD(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, momentum(options), momentum(options), options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.rateAndDecay(o);
    OptionChecks.atLeastZero(o, MOMENTUM, "momentum value");
    require(
        !o.get(NESTEROV) || o.get(MOMENTUM) > 0,
        "Nesterov momentum requires a momentum, got momentum=%s",
        o.get(MOMENTUM));
  }

  @Override
  List<String> kept(Options o) {
    return o.get(MOMENTUM) == 0 ? List.of() : SLOTS;
  }

  @Override
  boolean counts() {
    return false;
  }

  private static final class Momentum extends Update<MomentumRule.H> {
    private final boolean nesterov;

    Momentum(boolean nesterov) {
      this.nesterov = nesterov;
    }

    @Override
    MomentumRule.H newNumbers() {
      return new MomentumRule.H();
    }

    @Override
    void set(MomentumRule.H h, Options o, double t) {
      h.lr = o.get(LR);
      h.momentum = o.get(MOMENTUM);
      h.keep = 1;
    }

    @Override
    Precisions<UpdateRule<MomentumRule.H>> rule(Options o) {
      return o.get(MOMENTUM) == 0 ? SgdRule.KIND : nesterov ? NesterovRule.KIND : MomentumRule.KIND;
    }

    @Override
    double decay(Options o) {
      return o.get(WEIGHT_DECAY);
    }
  }

  private static Momentum momentum(Option... options) {
    return new Momentum(SIGNATURE.bind(options).get(NESTEROV));
  }
}
