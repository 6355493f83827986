package dev.lockstep.conformance;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.aten.Vectors;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The loss of the LBFGS traces: the sum over parameters of {@code 0.5*sum((a*d)*d)}, {@code d = x -
 * b}; it sets the gradients {@code a*d}. Every operation is rounded to the parameters' type; sums
 * are added up in torch's order.
 */
final class QuadraticClosure implements DoubleSupplier {
  private final Recorded closure;
  private final DType dtype;
  private final List<Parameter> parameters;

  QuadraticClosure(Recorded closure, DType dtype, List<Parameter> parameters) {
    this.closure = closure;
    this.dtype = dtype;
    this.parameters = parameters;
  }

  @Override
  public double getAsDouble() {
    double loss = 0;
    for (Parameter parameter : parameters) {
      loss = dtype.round(loss + term(parameter));
    }
    return loss;
  }

  private double term(Parameter parameter) {
    Tensor x = parameter.value();
    Tensor a = closure.get("a").get(parameter.name()).tensor(dtype, x.shape());
    Tensor b = closure.get("b").get(parameter.name()).tensor(dtype, x.shape());
    Tensor grad = x.zerosLike();
    Tensor terms = x.zerosLike();
    for (int i = 0; i < x.size(); i++) {
      double d = dtype.round(x.get(i) - b.get(i));
      double ad = dtype.round(a.get(i) * d);
      grad.set(i, ad);
      terms.set(i, ad * d);
    }
    parameter.setGrad(grad);
    return dtype.round(0.5 * Vectors.sum(terms));
  }
}
