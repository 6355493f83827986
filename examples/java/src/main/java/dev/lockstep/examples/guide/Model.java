package dev.lockstep.examples.guide;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A model for examples: two parameters of two elements, with the loss {@code sum((p - target)^2)},
 * where the target is the number of the batch.
 */
public final class Model {
  /** Batches in an epoch. */
  public static final int BATCHES = 4;

  private final Parameter base = new Parameter("base.weight", Tensor.of(new float[] {1, -1}));
  private final Parameter head = new Parameter("head.weight", Tensor.of(new float[] {2, 0.5f}));

  /** All parameters in order. */
  public List<Parameter> parameters() {
    return List.of(base, head);
  }

  /** The parameters that are to be trained, in order. */
  public List<Parameter> trainableParams() {
    return parameters().stream().filter(Parameter::requiresGrad).toList();
  }

  /** The parameters of the lower layers. */
  public List<Parameter> base() {
    return List.of(base);
  }

  /** The parameters of the last layer. */
  public List<Parameter> head() {
    return List.of(head);
  }

  /** Torch's way: puts the gradient of a batch into each parameter that is to be trained. */
  public void backward(int batch) {
    trainableParams().forEach(parameter -> parameter.setGrad(gradient(parameter, batch)));
  }

  /** MindSpore's way: the gradients of a batch, one for each parameter given. */
  public List<Tensor> gradients(List<Parameter> parameters, int batch) {
    List<Tensor> gradients = new ArrayList<>();
    parameters.forEach(parameter -> gradients.add(gradient(parameter, batch)));
    return gradients;
  }

  private static Tensor gradient(Parameter parameter, int batch) {
    Tensor gradient = parameter.value().zerosLike();
    for (int i = 0; i < gradient.size(); i++) {
      gradient.set(i, 2 * (parameter.value().get(i) - batch));
    }
    return gradient;
  }
}
