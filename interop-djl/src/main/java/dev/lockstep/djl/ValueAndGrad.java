package dev.lockstep.djl;

import dev.lockstep.core.Tensor;
import java.util.List;

/**
 * What MindSpore's {@code value_and_grad} returns: the loss and its gradients.
 *
 * @param gradients one for each weight, in the order that was asked for: views of memory that the
 *     next pass overwrites; {@link Tensor#copy} keeps one
 */
public record ValueAndGrad(double value, List<Tensor> gradients) {
  public ValueAndGrad {
    gradients = List.copyOf(gradients);
  }
}
