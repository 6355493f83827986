package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.EPSILON;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.LARS_COEFFICIENT;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.MOMENTUM_BETA;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY_EXCLUDES;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY_INCLUDES;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optimizer.kernel.LarsKernel;

/** {@code flow.optimizer.LARS}: momentum whose rate is scaled to the size of the variable. */
public final class LARS extends Optimizer {
  /** Names, order and defaults; the scheduler comes first. */
  public static final Signature SIGNATURE =
      signature("LARS")
          .option(MOMENTUM_BETA, 0.9)
          .option(EPSILON, 1e-9)
          .option(LARS_COEFFICIENT, 1e-4)
          .option(WEIGHT_DECAY, 0.0)
          .option(WEIGHT_DECAY_INCLUDES)
          .option(WEIGHT_DECAY_EXCLUDES);

  /** An optimizer with these arguments. */
  public LARS(LrScheduler lrScheduler, Option... options) {
    super(SIGNATURE, lrScheduler, options);
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
