package dev.lockstep.oneflow.job;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.Map;

/** What a train job minimises: a value, and its gradients by the variables. */
public interface Loss {
  /** The value. */
  double value();

  /**
   * The gradients of {@code scale * loss}, new tensors; a variable that is missing has none.
   *
   * @param scale the loss scale of this run
   */
  Map<Parameter, Tensor> gradients(double scale);
}
