package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.EPSILON;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.LARS_COEFFICIENT;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.MOMENTUM_BETA;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optimizer.kernel.LarsKernel;

/** {@code flow.optimizer.LARS}: momentum whose rate is scaled to the size of the variable. */
public final class LARS extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      rest(
          decay(
              scale(
                  start("LARS")
                      .option(MOMENTUM_BETA, 0.9)
                      .option(EPSILON, 1e-9)
                      .option(LARS_COEFFICIENT, 1e-4))));

  /**
   * An optimizer with these arguments, the scheduler among them.
   *
   * @throws dev.lockstep.core.OptionException if there is no scheduler, or an argument is wrong
   */
  public LARS(Option... options) {
    super(SIGNATURE, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    return new TensorUpdate<>(
        variable,
        LarsKernel.KIND,
        new LarsKernel.H(),
        1,
        (h, lr, decay, t) -> {
          h.lr = lr;
          h.beta = options().get(MOMENTUM_BETA);
          h.eps = options().get(EPSILON);
          h.coefficient = options().get(LARS_COEFFICIENT);
          h.decay = decay;
        });
  }
}
