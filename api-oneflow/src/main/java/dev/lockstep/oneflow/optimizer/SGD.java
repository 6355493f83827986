package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.MOMENTUM;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;

/**
 * {@code flow.optimizer.SGD}: <b>momentum is 0.9 by default</b>, with the rate inside the buffer: a
 * rate that changes acts on later gradients only.
 */
public final class SGD extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE = rest(scale(start("SGD")).option(MOMENTUM, 0.9));

  /**
   * An optimizer with these arguments, the scheduler among them.
   *
   * @throws dev.lockstep.core.OptionException if there is no scheduler, or an argument is wrong
   */
  public SGD(Option... options) {
    super(SIGNATURE, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    return MomentumNumbers.of(variable, options());
  }
}
