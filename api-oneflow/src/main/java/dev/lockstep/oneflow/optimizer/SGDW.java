package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.MOMENTUM;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;

/** {@code flow.optimizer.SGDW}: {@link SGD} with {@code lr*weight_decay*p} beside it. */
public final class SGDW extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE = rest(decay(scale(start("SGDW")).option(MOMENTUM, 0.9)));

  /**
   * An optimizer with these arguments, the scheduler among them.
   *
   * @throws dev.lockstep.core.OptionException if there is no scheduler, or an argument is wrong
   */
  public SGDW(Option... options) {
    super(SIGNATURE, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    return MomentumNumbers.of(variable, options());
  }
}
