package dev.lockstep.mindspore.ops;

import dev.lockstep.core.Tensor;
import dev.lockstep.core.math.CorrectlyRounded;
import java.util.List;

/** Norms of gradients. */
final class Norms {
  private Norms() {}

  /** The Euclidean norm of all tensors together. */
  static double euclidean(List<Tensor> gradients) {
    double sum = 0;
    for (Tensor gradient : gradients) {
      sum += sum(gradient, 2);
    }
    return Math.sqrt(sum);
  }

  /**
   * The norm of the tensors' norms, rounded to float: for infinity the largest magnitude, else
   * {@code (sum of x^ord)^(1/ord)}, with the sign of x.
   */
  static float ofNorms(List<Tensor> gradients, double ord) {
    double total = 0;
    for (Tensor gradient : gradients) {
      total =
          Double.isInfinite(ord)
              ? Math.max(total, largest(gradient))
              : total + power((float) root(sum(gradient, ord), ord), ord);
    }
    return (float) (Double.isInfinite(ord) ? total : root(total, ord));
  }

  private static double sum(Tensor gradient, double ord) {
    double sum = 0;
    for (int i = 0; i < gradient.size(); i++) {
      sum += power(gradient.get(i), ord);
    }
    return sum;
  }

  private static double largest(Tensor gradient) {
    double largest = 0;
    for (int i = 0; i < gradient.size(); i++) {
      largest = Math.max(largest, Math.abs(gradient.get(i)));
    }
    return largest;
  }

  private static double power(double x, double ord) {
    return ord == 2 ? x * x : CorrectlyRounded.pow(x, ord);
  }

  private static double root(double sum, double ord) {
    return ord == 2 ? Math.sqrt(sum) : CorrectlyRounded.pow(sum, 1 / ord);
  }
}
