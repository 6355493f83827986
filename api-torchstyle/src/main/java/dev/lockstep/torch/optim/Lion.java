package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.DECOUPLED_WEIGHT_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.LionRule;
import java.util.List;
import java.util.Map;

/**
 * Lion in torch's style: an extra, torch 2.15 itself has none. Both arithmetics are the common one.
 *
 * @see LionRule
 */
public final class Lion extends Elementwise<LionRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.Lion")
          .option(LR, 1e-4)
          .option(BETAS, new Betas(0.9, 0.99))
          .option(WEIGHT_DECAY, 0.0)
          .option(MAXIMIZE, false)
          .fixed(DECOUPLED_WEIGHT_DECAY, true);

  private static final List<String> SLOTS = List.of("exp_avg");

  /**
   * Lion of parameters or groups, {@code new Lion(model.parameters(), lr(1e-4))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public Lion(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.atLeastZero(o, LR);
    OptionChecks.betas(o.get(BETAS));
    Checks.atLeastZero(o, WEIGHT_DECAY);
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  LionRule.H newNumbers() {
    return new LionRule.H();
  }

  @Override
  void set(LionRule.H h, Options o, double t, Map<String, Object> state) {
    h.lr = o.get(LR);
    h.beta1 = o.get(BETAS).beta1();
    h.beta2 = o.get(BETAS).beta2();
    h.keep = keep(o, h.lr, RateType.PYTHON);
  }

  @Override
  Precisions<UpdateRule<LionRule.H>> rule(Options o, double t, LionRule.H h) {
    return LionRule.KIND;
  }
}
