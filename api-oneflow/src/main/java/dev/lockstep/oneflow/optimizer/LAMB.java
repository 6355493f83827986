package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA1;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA2;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.EPSILON;

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
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      rest(
          decay(
              scale(start("LAMB").option(BETA1, 0.9).option(BETA2, 0.999).option(EPSILON, 1e-6))));

  /**
   * An optimizer with these arguments, the scheduler among them.
   *
   * @throws dev.lockstep.core.OptionException if there is no scheduler, or an argument is wrong
   */
  public LAMB(Option... options) {
    super(SIGNATURE, options);
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
