package dev.lockstep.conformance.verdict;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The loss {@code sum(|a|*d^2/2 + d^4/4)} with {@code d = p - b}, which sets the gradients {@code
 * |a|*d + d^3}; negated where it is to be climbed. As {@code run_trials.py} has it: gradients in
 * float32, the loss in double.
 *
 * @param parameters the p
 * @param a for each parameter its elements
 * @param b the same
 * @param sign 1, or -1 to climb
 */
record QuarticClosure(
    List<Parameter> parameters, List<List<Double>> a, List<List<Double>> b, int sign)
    implements DoubleSupplier {
  @Override
  public double getAsDouble() {
    double loss = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Tensor value = parameters.get(i).value();
      Tensor gradient = value.zerosLike();
      for (int j = 0; j < value.size(); j++) {
        float slope = Math.abs(a.get(i).get(j).floatValue());
        float d = (float) value.get(j) - b.get(i).get(j).floatValue();
        gradient.set(j, sign * (slope * d + d * d * d));
        double square = (double) d * d;
        loss += slope * square / 2 + square * square / 4;
      }
      parameters.get(i).setGrad(gradient);
    }
    return sign * loss;
  }
}
