package dev.lockstep.mindspore;

import dev.lockstep.core.Tensor;
import java.util.List;

/**
 * What {@code mindspore.value_and_grad} returns: the loss and its gradients.
 *
 * @param gradients one for each weight, in the order that was asked for: views of memory that the
 *     next pass overwrites or frees; {@link Tensor#copy} keeps one
 */
public record ValueAndGrad(double value, List<Tensor> gradients) {
  public ValueAndGrad {
    gradients = List.copyOf(gradients);
  }
}
