package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.math.Glibc;
import java.util.List;

/**
 * {@code clip_grad_norm} and {@code clip_grad_value} of MegEngine: gradients are limited in place,
 * in float32. Parameters without a gradient are skipped.
 */
public final class ClipGrad {
  // Keeps the division away from 0; MegEngine's own number.
  private static final float EPSILON = 1e-6f;

  private ClipGrad() {}

  /** {@link #clipGradNorm(Iterable, double, double)} with the Euclidean norm. */
  public static float clipGradNorm(Iterable<Parameter> params, double maxNorm) {
    return clipGradNorm(params, maxNorm, 2);
  }

  /**
   * Multiplies all gradients by {@code min(max_norm/(norm + 1e-6), 1)}, norm being the norm of the
   * norms of the tensors.
   *
   * @param ord of the norm: above 0, or infinite for the largest magnitude
   * @return the norm before; 0 if no parameter has a gradient
   * @throws OptionException if ord is not above 0
   */
  public static float clipGradNorm(Iterable<Parameter> params, double maxNorm, double ord) {
    if (!(ord > 0)) {
      throw new OptionException("clip_grad_norm: ord must be above 0, got " + ord);
    }
    List<Tensor> grads = Parameter.grads(params);
    if (grads.isEmpty()) {
      return 0;
    }
    float[] norms = new float[grads.size()];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = norm(values(grads.get(i)), (float) ord);
    }
    float norm = norms.length > 1 ? norm(norms, (float) ord) : norms[0];
    float scale = Math.min((float) maxNorm / (norm + EPSILON), 1);
    for (Tensor grad : grads) {
      for (int i = 0; i < grad.size(); i++) {
        grad.set(i, (float) grad.get(i) * scale);
      }
    }
    return norm;
  }

  private static float[] values(Tensor grad) {
    float[] values = new float[grad.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) grad.get(i);
    }
    return values;
  }

  private static float norm(float[] values, float ord) {
    float sum = 0;
    for (float value : values) {
      float size = Math.abs(value);
      sum = Float.isInfinite(ord) ? Math.max(sum, size) : sum + power(size, ord);
    }
    return Float.isInfinite(ord) ? sum : root(sum, ord);
  }

  private static float power(float size, float ord) {
    return ord == 1 ? size : ord == 2 ? size * size : Glibc.powf(size, ord);
  }

  private static float root(float sum, float ord) {
    return ord == 1 ? sum : ord == 2 ? (float) Math.sqrt(sum) : Glibc.powf(sum, 1 / ord);
  }

  /**
   * Limits every element of the gradients to {@code [lower, upper]}.
   *
   * @throws OptionException if lower is above upper
   */
  public static void clipGradValue(Iterable<Parameter> params, double lower, double upper) {
    if (!(lower <= upper)) {
      throw new OptionException(
          "clip_grad_value: lower must not be above upper, got [%s, %s]".formatted(lower, upper));
    }
    for (Parameter parameter : params) {
      for (int i = 0; parameter.hasGrad() && i < parameter.grad().size(); i++) {
        double value = parameter.grad().get(i);
        parameter.grad().set(i, Math.min(Math.max(value, (float) lower), (float) upper));
      }
    }
  }
}
