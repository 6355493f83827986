package dev.lockstep.core;

import java.util.function.UnaryOperator;

/** A number that is held in a tensor of one element: {@code lr=torch.tensor(0.1)}. */
public final class LiveNumber implements Live<Double> {
  private final String name;
  private final Tensor tensor;
  // What was boxed last: a rate that stays is asked for in every step.
  private Double last = 0.0;

  /**
   * A view of the tensor.
   *
   * @param name of the option, for messages
   * @throws OptionException if it has not one element
   */
  public LiveNumber(String name, Tensor tensor) {
    OptionChecks.require(tensor.size() == 1, "Tensor %s must be 1-element, got %s", name, tensor);
    this.name = name;
    this.tensor = tensor;
  }

  /** The type in which the number is held. */
  public DType dtype() {
    return tensor.dtype();
  }

  /** Changes the number, which is rounded to the type of the tensor. */
  public void fill(double value) {
    tensor.set(0, value);
  }

  @Override
  public Double now() {
    double value = tensor.get(0);
    if (Double.compare(last, value) != 0) {
      last = value;
    }
    return last;
  }

  @Override
  public Tensor plain() {
    return tensor;
  }

  @Override
  public LiveNumber copy(UnaryOperator<Tensor> copy) {
    return new LiveNumber(name, copy.apply(tensor));
  }
}
