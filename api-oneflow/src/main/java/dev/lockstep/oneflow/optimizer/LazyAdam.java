package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA1;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA2;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.EPSILON;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;

/**
 * {@code flow.optimizer.LazyAdam}: {@link Adam} that always corrects. Gradients here are dense, so
 * it has no rows to leave out.
 */
public final class LazyAdam extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      rest(scale(start("LazyAdam").option(BETA1, 0.9).option(BETA2, 0.999).option(EPSILON, 1e-8)));

  /**
   * An optimizer with these arguments, the scheduler among them.
   *
   * @throws dev.lockstep.core.OptionException if there is no scheduler, or an argument is wrong
   */
  public LazyAdam(Option... options) {
    super(SIGNATURE, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    return AdamNumbers.of(variable, options(), true);
  }
}
