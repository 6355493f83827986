package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA1;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA2;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.DO_BIAS_CORRECTION;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.EPSILON;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;

/**
 * {@code flow.optimizer.Adam}: <b>without bias correction by default</b>; epsilon is not corrected.
 */
public final class Adam extends Optimizer {
  /** Names, order and defaults; the scheduler comes first. */
  public static final Signature SIGNATURE =
      signature("Adam")
          .option(BETA1, 0.9)
          .option(BETA2, 0.999)
          .option(EPSILON, 1e-8)
          .option(DO_BIAS_CORRECTION, false);

  /** An optimizer with these arguments. */
  public Adam(LrScheduler lrScheduler, Option... options) {
    super(SIGNATURE, lrScheduler, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    return AdamNumbers.of(variable, options(), options().get(DO_BIAS_CORRECTION));
  }
}
