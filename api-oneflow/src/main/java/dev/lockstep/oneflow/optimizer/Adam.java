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
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      rest(
          scale(
              start("Adam")
                  .option(BETA1, 0.9)
                  .option(BETA2, 0.999)
                  .option(EPSILON, 1e-8)
                  .option(DO_BIAS_CORRECTION, false)));

  /**
   * An optimizer with these arguments, the scheduler among them.
   *
   * @throws dev.lockstep.core.OptionException if there is no scheduler, or an argument is wrong
   */
  public Adam(Option... options) {
    super(SIGNATURE, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    return AdamNumbers.of(variable, options(), options().get(DO_BIAS_CORRECTION));
  }
}
