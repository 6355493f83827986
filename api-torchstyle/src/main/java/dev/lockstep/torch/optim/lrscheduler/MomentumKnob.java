package dev.lockstep.torch.optim.lrscheduler;

import dev.lockstep.core.Betas;
import dev.lockstep.core.LiveBetas;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Setting;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;

/** What a cycle turns beside the rate: a group's {@code momentum}, or the first of its betas. */
enum MomentumKnob {
  /** {@code momentum}. */
  MOMENTUM,
  /** {@code betas[0]}. */
  BETA1;

  /**
   * The knob of this optimizer.
   *
   * @throws dev.lockstep.core.OptionException if it has neither option
   */
  static MomentumKnob of(Scheduler owner, Optimizer optimizer) {
    boolean beta = optimizer.defaults().has(TorchOptions.BETAS);
    owner.require(
        beta || optimizer.defaults().has(TorchOptions.MOMENTUM),
        "optimizer must support momentum or beta1 with `cycle_momentum` option enabled, got %s; set"
            + " cycle_momentum to false",
        optimizer.signature().simpleName());
    return beta ? BETA1 : MOMENTUM;
  }

  void set(ParamGroup group, double value) {
    if (this == MOMENTUM) {
      group.set(TorchOptions.MOMENTUM, value);
    } else {
      setFirst(group, value);
    }
  }

  /** The second beta stays as it is, a tensor too. */
  private static void setFirst(ParamGroup group, double value) {
    if (group.options().live(TorchOptions.BETAS) instanceof LiveBetas betas) {
      group.set(new Setting<>(TorchOptions.BETAS, betas.withFirst(value)));
    } else {
      group.set(TorchOptions.BETAS, new Betas(value, group.get(TorchOptions.BETAS).beta2()));
    }
  }

  /** The lowest rate goes with the highest momentum: what the groups start with. */
  void start(ParamGroup group, double base, double max) {
    set(group, max);
    group.set(TorchOptions.MAX_MOMENTUM, max);
    group.set(TorchOptions.BASE_MOMENTUM, base);
  }
}
