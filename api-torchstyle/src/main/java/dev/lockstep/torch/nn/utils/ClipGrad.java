package dev.lockstep.torch.nn.utils;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.aten.Sums;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code clip_grad_norm_} and {@code clip_grad_value_}.
 *
 * <p>Norms are added up as torch does on one thread ({@link Sums}); on several it cuts tensors of
 * some thousand elements.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html">torch
 *     2.15</a>
 */
public final class ClipGrad {
  // Keeps the division away from 0; torch's own number.
  private static final double EPSILON = 1e-6;

  private ClipGrad() {}

  /**
   * Multiplies all gradients by {@code min(1/(norm + 1e-6) * max_norm, 1)}, norm being the norm of
   * the norms of the tensors.
   *
   * @return the norm before; 0 if no parameter has a gradient
   * @throws OptionException if float and double gradients are mixed
   */
  public static double clipGradNorm(Iterable<Parameter> parameters, double maxNorm) {
    List<Tensor> grads = gradients(parameters);
    if (grads.isEmpty()) {
      return 0;
    }
    DType type = grads.get(0).dtype();
    if (grads.stream().anyMatch(grad -> grad.dtype() != type)) {
      throw new OptionException("clip_grad_norm_: gradients are of one type, not of several");
    }
    Tensor norms = Tensor.zeros(type, grads.size());
    for (int i = 0; i < grads.size(); i++) {
      norms.set(i, norm(grads.get(i)));
    }
    double norm = norm(norms);
    double inverse = type.round(1 / type.round(norm + type.round(EPSILON)));
    double factor = Math.min(type.round(inverse * type.round(maxNorm)), 1);
    grads.forEach(grad -> multiply(grad, factor));
    return norm;
  }

  private static List<Tensor> gradients(Iterable<Parameter> parameters) {
    List<Tensor> grads = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (parameter.hasGrad()) {
        grads.add(parameter.grad());
      }
    }
    return grads;
  }

  private static double norm(Tensor tensor) {
    Tensor values = tensor.copy();
    return tensor.dtype() == DType.F32
        ? Sums.norm(values.floats(), 0, values.size())
        : Sums.norm(values.doubles(), 0, values.size());
  }

  private static void multiply(Tensor grad, double factor) {
    for (int i = 0; i < grad.size(); i++) {
      grad.set(i, grad.get(i) * factor);
    }
  }

  /**
   * Limits every element of the gradients to {@code [-limit, limit]}; NaN stays.
   *
   * @param limit torch's {@code clip_value}, at least 0
   */
  public static void clipGradValue(Iterable<Parameter> parameters, double limit) {
    for (Tensor grad : gradients(parameters)) {
      for (int i = 0; i < grad.size(); i++) {
        grad.set(i, Math.min(Math.max(grad.get(i), -limit), limit));
      }
    }
  }
}
