package dev.lockstep.mindspore.ops;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.math.Glibc;
import java.util.List;

/**
 * Norms of gradients as MindSpore 2.10 computes them on CPU: each power is rounded to the type of
 * its tensor, the powers of a tensor are added up in double, and their sum is rounded to that type.
 * Beyond some 40,000 elements MindSpore leaves parts of a tensor to several threads, and the last
 * bit of the sum to their number.
 */
final class Norms {
  private Norms() {}

  /** The Euclidean norm of all tensors together; the sums of the tensors are added in float. */
  static float euclidean(List<Tensor> gradients) {
    float sum = 0;
    for (Tensor gradient : gradients) {
      sum += (float) sum(gradient, 2);
    }
    return (float) Math.sqrt(sum);
  }

  /**
   * The norm of the tensors' norms: for infinity the largest magnitude, else {@code (sum of
   * x^ord)^(1/ord)}, with the sign of x.
   *
   * @throws OptionException if the gradients are of several types
   */
  static double ofNorms(List<Tensor> gradients, double ord) {
    DType type = gradients.get(0).dtype();
    if (gradients.stream().anyMatch(gradient -> gradient.dtype() != type)) {
      throw new OptionException("clip_by_norm: gradients are of one type, not of several");
    }
    if (Double.isInfinite(ord)) {
      return largest(gradients);
    }
    Tensor norms = Tensor.zeros(type, gradients.size());
    for (int i = 0; i < gradients.size(); i++) {
      norms.set(i, norm(gradients.get(i), ord));
    }
    return norm(norms, ord);
  }

  private static double norm(Tensor x, double ord) {
    return power(x.dtype(), sum(x, ord), 1 / ord);
  }

  private static double sum(Tensor x, double ord) {
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      double xi = x.get(i);
      sum += ord == 2 ? x.dtype().round(xi * xi) : power(x.dtype(), xi, ord);
    }
    return x.dtype().round(sum);
  }

  /** {@code x^y}; Python's numbers are floats beside a tensor of doubles, too. */
  private static double power(DType type, double x, double y) {
    float exponent = (float) y;
    return type == DType.F32 ? Glibc.powf((float) x, exponent) : Glibc.pow(x, exponent);
  }

  /** Python's {@code max} of the tensors' largest magnitudes: the first stays if it is NaN. */
  private static double largest(List<Tensor> gradients) {
    double largest = magnitude(gradients.get(0));
    for (Tensor gradient : gradients) {
      double magnitude = magnitude(gradient);
      largest = magnitude > largest ? magnitude : largest;
    }
    return largest;
  }

  private static double magnitude(Tensor gradient) {
    double largest = 0;
    for (int i = 0; i < gradient.size(); i++) {
      largest = Math.max(largest, Math.abs(gradient.get(i)));
    }
    return largest;
  }
}
