package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;

import dev.lockstep.core.Parameter;
import dev.lockstep.examples.guide.Model;
import dev.lockstep.mindspore.nn.SGD;

/** The optimizer is given the trainable parameters only; a gradient of zeros would still decay. */
public final class Freezing {
  private Freezing() {}

  /** Trains the last layer alone. */
  public static void train(Model model) {
    for (Parameter parameter : model.base()) {
      parameter.setRequiresGrad(false);
    }
    var optimizer = new SGD(model.trainableParams(), learningRate(0.1), weightDecay(0.01));
    for (int batch = 0; batch < Model.BATCHES; batch++) {
      optimizer.apply(model.gradients(optimizer.parameterOrder(), batch));
    }
  }
}
