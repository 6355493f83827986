package dev.lockstep.mindspore.ops;

import dev.lockstep.core.Tensor;
import dev.lockstep.core.math.CorrectlyRounded;
import java.util.List;

/** Norms of gradients, and their product with a number. */
final class Norms {
  private Norms() {}

  /** {@code (sum of |g|^ord)^(1/ord)} over all tensors. */
  static double of(List<Tensor> gradients, double ord) {
    double sum = 0;
    for (Tensor gradient : gradients) {
      for (int i = 0; i < gradient.size(); i++) {
        double size = Math.abs(gradient.get(i));
        sum = Double.isInfinite(ord) ? Math.max(sum, size) : sum + power(size, ord);
      }
    }
    return Double.isInfinite(ord) || ord == 1 ? sum : root(sum, ord);
  }

  private static double power(double size, double ord) {
    return ord == 2 ? size * size : CorrectlyRounded.pow(size, ord);
  }

  private static double root(double sum, double ord) {
    return ord == 2 ? Math.sqrt(sum) : CorrectlyRounded.pow(sum, 1 / ord);
  }
}
