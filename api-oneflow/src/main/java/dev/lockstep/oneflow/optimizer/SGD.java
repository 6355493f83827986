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
  /** Names, order and defaults; the scheduler comes first. */
  public static final Signature SIGNATURE = signature("SGD").option(MOMENTUM, 0.9);

  /** An optimizer with these arguments. */
  public SGD(LrScheduler lrScheduler, Option... options) {
    super(SIGNATURE, lrScheduler, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    return MomentumNumbers.of(variable, options());
  }
}
