package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA1;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA2;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.EPSILON;

import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.oneflow.optimizer.kernel.JobAdamKernel;
import java.util.List;

/** The update that Adam, AdamW and LazyAdam share. */
final class AdamNumbers {
  private AdamNumbers() {}

  static VariableUpdate of(Parameter variable, Options o, boolean corrects) {
    return new ElementUpdate<>(
        variable,
        JobAdamKernel.KIND,
        new JobAdamKernel.H(),
        List.of("m", "v"),
        (h, lr, decay, t) -> {
          h.beta1 = o.get(BETA1);
          h.beta2 = o.get(BETA2);
          h.eps = o.get(EPSILON);
          h.decay = decay;
          h.rate = corrects ? corrected(lr, h.beta1, h.beta2, t) : lr;
        });
  }

  private static double corrected(double lr, double beta1, double beta2, long t) {
    double root = Math.sqrt(1 - CorrectlyRounded.pow(beta2, (double) t));
    return lr * root / (1 - CorrectlyRounded.pow(beta1, (double) t));
  }
}
