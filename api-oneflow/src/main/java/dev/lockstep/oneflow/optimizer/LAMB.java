package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA1;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA2;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.EPSILON;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY_EXCLUDES;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY_INCLUDES;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.oneflow.optim.kernel.LambCommonKernel;
import dev.lockstep.oneflow.optim.kernel.LambKernel;

/**
 * {@code flow.optimizer.LAMB}: Adam's corrected direction, its length scaled to that of the
 * variable; the decay is not in the trust ratio.
 */
public final class LAMB extends Optimizer {
  /** Names, order and defaults; the scheduler comes first. */
  public static final Signature SIGNATURE =
      signature("LAMB")
          .option(BETA1, 0.9)
          .option(BETA2, 0.999)
          .option(EPSILON, 1e-6)
          .option(WEIGHT_DECAY, 0.0)
          .option(WEIGHT_DECAY_INCLUDES)
          .option(WEIGHT_DECAY_EXCLUDES);

  /** An optimizer with these arguments. */
  public LAMB(LrScheduler lrScheduler, Option... options) {
    super(SIGNATURE, lrScheduler, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    return new TensorUpdate<>(
        variable,
        LambCommonKernel.KIND,
        new LambKernel.H(),
        2,
        (h, lr, decay, t) -> {
          h.lr = lr;
          h.beta1 = options().get(BETA1);
          h.rest1 = 1 - h.beta1;
          h.beta2 = options().get(BETA2);
          h.rest2 = 1 - h.beta2;
          h.correction1 = 1 - CorrectlyRounded.pow(h.beta1, (double) t);
          h.root2 = Math.sqrt(1 - CorrectlyRounded.pow(h.beta2, (double) t));
          h.eps = options().get(EPSILON);
          h.decay = decay;
        });
  }
}
