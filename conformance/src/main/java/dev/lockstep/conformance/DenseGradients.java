package dev.lockstep.conformance;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import java.util.List;

/** Recorded gradients, put where optimizers in torch's style look for them. */
final class DenseGradients {
  private DenseGradients() {}

  /** Sets the gradient of each parameter; a recorded null clears it. */
  static void set(Recorded grads, DType dtype, List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      Recorded grad = grads.get(parameter.name());
      if (grad.isNull()) {
        parameter.clearGrad();
      } else {
        parameter.setGrad(grad.tensor(dtype, parameter.value().shape()));
      }
    }
  }
}
