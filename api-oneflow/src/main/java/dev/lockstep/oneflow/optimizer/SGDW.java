package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.MOMENTUM;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY_EXCLUDES;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY_INCLUDES;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;

/** {@code flow.optimizer.SGDW}: {@link SGD} with {@code lr*weight_decay*p} beside it. */
public final class SGDW extends Optimizer {
  /** Names, order and defaults; the scheduler comes first. */
  public static final Signature SIGNATURE =
      signature("SGDW")
          .option(MOMENTUM, 0.9)
          .option(WEIGHT_DECAY, 0.0)
          .option(WEIGHT_DECAY_INCLUDES)
          .option(WEIGHT_DECAY_EXCLUDES);

  /** An optimizer with these arguments. */
  public SGDW(LrScheduler lrScheduler, Option... options) {
    super(SIGNATURE, lrScheduler, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    return MomentumNumbers.of(variable, options());
  }
}
