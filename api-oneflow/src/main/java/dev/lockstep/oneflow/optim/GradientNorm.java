package dev.lockstep.oneflow.optim;

import dev.lockstep.core.Parameter;
import java.util.List;

/**
 * The norm of gradients, {@code (sum of |g|^ord)^(1/ord)}, and its limit: {@code g = g *
 * min(max/(norm + 1e-6), 1)}.
 *
 * <p>The sum is taken in double: OneFlow does not state an order of summation.
 */
final class GradientNorm {
  // Keeps the division away from 0, as OneFlow's source has it.
  private static final double EPSILON = 1e-6;

  private GradientNorm() {}

  /** Scales the gradients so that their norm is at most max; returns the norm before. */
  static double clip(List<Parameter> params, double max, double ord) {
    double norm = of(params, ord);
    double scale = Math.min(max / (norm + EPSILON), 1);
    for (Parameter parameter : params) {
      if (parameter.hasGrad()) {
        for (int i = 0; i < parameter.grad().size(); i++) {
          parameter.grad().set(i, parameter.grad().get(i) * scale);
        }
      }
    }
    return norm;
  }

  private static double of(List<Parameter> params, double ord) {
    double sum = 0;
    for (Parameter parameter : params) {
      for (int i = 0; parameter.hasGrad() && i < parameter.grad().size(); i++) {
        double size = Math.abs(parameter.grad().get(i));
        sum = Double.isInfinite(ord) ? Math.max(sum, size) : sum + power(size, ord);
      }
    }
    return Double.isInfinite(ord) ? sum : ord == 2 ? Math.sqrt(sum) : power(sum, 1 / ord);
  }

  private static double power(double x, double ord) {
    return ord == 2 ? x * x : dev.lockstep.core.math.CorrectlyRounded.pow(x, ord);
  }
}
