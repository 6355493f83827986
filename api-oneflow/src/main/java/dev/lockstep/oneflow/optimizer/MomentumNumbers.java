package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.MOMENTUM;

import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.oneflow.optim.kernel.MomentumKernel;
import dev.lockstep.oneflow.optim.kernel.SgdKernel;
import dev.lockstep.oneflow.optimizer.kernel.JobMomentumKernel;
import java.util.List;

/** The update that SGD and SGDW share: with momentum 0 there is no buffer. */
final class MomentumNumbers {
  private MomentumNumbers() {}

  static VariableUpdate of(Parameter variable, Options o) {
    return o.get(MOMENTUM) == 0 ? plain(variable) : heavy(variable, o.get(MOMENTUM));
  }

  private static VariableUpdate plain(Parameter variable) {
    return new ElementUpdate<>(
        variable,
        SgdKernel.KIND,
        new MomentumKernel.H(),
        List.of(),
        (h, lr, decay, t) -> {
          h.lr = lr;
          h.decay = decay;
        });
  }

  private static VariableUpdate heavy(Parameter variable, double beta) {
    return new ElementUpdate<>(
        variable,
        JobMomentumKernel.KIND,
        new JobMomentumKernel.H(),
        List.of("momentum"),
        (h, lr, decay, t) -> {
          h.lr = lr;
          h.beta = beta;
          h.decay = decay;
        });
  }
}
