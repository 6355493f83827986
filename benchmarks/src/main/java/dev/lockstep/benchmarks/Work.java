package dev.lockstep.benchmarks;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The numbers that all contestants share, in whatever language they are written. */
public final class Work {
  /** The optimizers that are measured, by their names in tables and on command lines. */
  public static final List<String> OPTIMIZERS =
      List.of("sgd", "momentum", "adam", "adamw", "amsgrad");

  /**
   * The same with something done to the gradient: L2 decay, negation, a loss scale to divide by.
   */
  public static final List<String> PATHS =
      List.of("sgd-decay", "momentum-decay", "adam-decay", "adam-maximize", "momentum-scaled");

  /** The learning rate. */
  public static final double LR = 0.001;

  /** SGD's momentum. */
  public static final double MOMENTUM = 0.9;

  /** Weight decay, in the first group only. */
  public static final double DECAY = 0.01;

  /** What the loss was multiplied by, a power of two. */
  public static final double SCALE = 1024;

  private Work() {}

  /** Element {@code i} of the parameters, counted within its tensor. */
  public static float parameter(int i) {
    return (i % 1000 - 500) * 0.001f;
  }

  /** The parameters of a tensor. */
  public static float[] parameters(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = parameter(i);
    }
    return values;
  }

  /** The gradients of a tensor. */
  public static float[] gradients(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = gradient(i);
    }
    return values;
  }

  /** Element {@code i} of the gradients, counted within its tensor. */
  public static float gradient(int i) {
    return (i % 777 - 388) * 0.0001f;
  }

  /**
   * Parameters of these sizes with their gradients: first all arrays of values, then those of the
   * gradients, then the objects, so that arrays lie side by side as in a model that makes them so.
   *
   * @param first the number in the first name
   */
  static List<Parameter> parameters(List<Integer> sizes, int first) {
    List<float[]> values = sizes.stream().map(Work::parameters).toList();
    List<float[]> gradients = sizes.stream().map(Work::gradients).toList();
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Parameter parameter = new Parameter("p" + (first + i), Tensor.of(values.get(i)));
      parameter.setGrad(Tensor.of(gradients.get(i)));
      parameters.add(parameter);
    }
    return parameters;
  }
}
