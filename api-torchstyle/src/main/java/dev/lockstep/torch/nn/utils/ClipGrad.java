package dev.lockstep.torch.nn.utils;

import dev.lockstep.core.DType;
import dev.lockstep.core.LossScaler;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.aten.Sums;
import java.util.List;

/**
 * {@code clip_grad_norm_} and {@code clip_grad_value_} of torch: gradients are limited in place.
 * Parameters without a gradient are skipped; gradients by rows are refused.
 *
 * <pre>
 * norm = (sum over tensors of ||g||^ord)^(1/ord)
 * g = g * min(max_norm * (1/(norm + 1e-6)), 1)
 * </pre>
 *
 * <p>Rounding: in the type of the gradients, which is one. Norms have torch's bits on one thread.
 *
 * <p>Threads: one caller at a time.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html">torch
 *     2.15</a>
 */
public final class ClipGrad {
  // Keeps the division away from 0; torch's own number.
  private static final double EPSILON = 1e-6;

  private ClipGrad() {}

  /** {@link #clipGradNorm(Iterable, double, double)} with the Euclidean norm. */
  public static double clipGradNorm(Iterable<Parameter> params, double maxNorm) {
    return clipGradNorm(params, maxNorm, 2);
  }

  /**
   * Limits the norm of all gradients together.
   *
   * @param ord of the norm: above 0, or infinite for the largest magnitude
   * @return the norm before; 0 if no parameter has a gradient
   * @throws OptionException if ord is not above 0, or float and double gradients are mixed
   */
  public static double clipGradNorm(Iterable<Parameter> params, double maxNorm, double ord) {
    checkOrder(ord);
    return limitNorm(Parameter.grads(params), maxNorm, ord);
  }

  static void checkOrder(double ord) {
    if (!(ord > 0)) {
      throw new OptionException("clip_grad_norm_: norm_type must be above 0, got " + ord);
    }
  }

  static double limitNorm(List<Tensor> grads, double maxNorm, double ord) {
    if (grads.isEmpty()) {
      return 0;
    }
    DType type = grads.get(0).dtype();
    if (grads.stream().anyMatch(grad -> grad.dtype() != type)) {
      throw new OptionException("clip_grad_norm_: gradients are of one type, not of several");
    }
    Tensor norms = Tensor.zeros(type, grads.size());
    for (int i = 0; i < grads.size(); i++) {
      norms.set(i, norm(grads.get(i), ord));
    }
    double norm = norm(norms, ord);
    // Python divides a number by a tensor as reciprocal() * number
    double inverse = type.round(1 / type.round(norm + type.round(EPSILON)));
    LossScaler.times(grads, Math.min(type.round(inverse * type.round(maxNorm)), 1));
    return norm;
  }

  /**
   * Limits every element of the gradients to {@code [-limit, limit]}; NaN stays.
   *
   * @throws OptionException if the limit is below 0
   */
  public static void clipGradValue(Iterable<Parameter> params, double limit) {
    checkLimit(limit);
    limitValue(Parameter.grads(params), limit);
  }

  static void checkLimit(double limit) {
    if (!(limit >= 0)) {
      throw new OptionException("clip_grad_value_: clip_value must be at least 0, got " + limit);
    }
  }

  static void limitValue(List<Tensor> grads, double limit) {
    for (Tensor grad : grads) {
      for (int i = 0; i < grad.size(); i++) {
        grad.set(i, Math.min(Math.max(grad.get(i), -limit), limit));
      }
    }
  }

  private static double norm(Tensor x, double ord) {
    Tensor values = x.copy();
    return x.dtype() == DType.F32
        ? Sums.norm(values.floats(), ord)
        : Sums.norm(values.doubles(), ord);
  }
}
