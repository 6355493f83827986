package dev.lockstep.conformance.verdict;

import dev.lockstep.core.DType;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.RewriteStep;
import dev.lockstep.mapping.Settings;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Does to gradients and parameters what the rewrites of a port do before each update, in the
 * arithmetic of their type: one rounding an operation.
 *
 * @param steps the rewrites, in order
 * @param settings the options of the source for this group
 */
record Rewriter(List<RewriteStep> steps, Settings settings) {

  /**
   * Makes the rewrites.
   *
   * @param value the parameter; may be changed
   * @param gradient its gradient; may be changed
   * @param rate the rate of the coming step
   */
  void before(Tensor value, Tensor gradient, double rate) {
    for (RewriteStep step : steps) {
      switch (step.make()) {
        case NEGATE_GRADIENTS -> scale(gradient, -1);
        case UNSCALE_GRADIENTS -> scale(gradient, 1 / number("loss_scale"));
        case ADD_DECAY_TO_GRADIENTS -> addScaled(gradient, number("weight_decay"), value);
        case DECAY_PARAMETERS_FIRST -> scale(value, 1 - rate * number("weight_decay"));
        default -> throw new IllegalArgumentException("a trial cannot " + step.make().text().en());
      }
    }
  }

  private double number(String option) {
    Object value = settings.known().get(option);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(option + " is no number: " + value);
  }

  private static void scale(Tensor tensor, double factor) {
    double narrow = tensor.dtype().round(factor);
    each(tensor, tensor, (x, ignored) -> x * narrow);
  }

  private static void addScaled(Tensor tensor, double factor, Tensor other) {
    DType dtype = tensor.dtype();
    double narrow = dtype.round(factor);
    each(tensor, other, (g, p) -> g + dtype.round(narrow * p));
  }

  /** Both operands are of one type; in double the operation is exact or rounds innocuously. */
  private static void each(Tensor tensor, Tensor other, DoubleBinaryOperator operation) {
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, operation.applyAsDouble(tensor.get(i), other.get(i)));
    }
  }
}
