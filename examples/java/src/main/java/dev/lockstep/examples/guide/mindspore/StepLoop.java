package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.decayEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.decayRate;
import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.mindspore.MindSporeOptions.stepPerEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.totalStep;

import dev.lockstep.core.Tensor;
import dev.lockstep.examples.guide.Model;
import dev.lockstep.mindspore.nn.DynamicLr;
import dev.lockstep.mindspore.nn.SGD;
import java.util.List;

/** Gradients are values; the optimizer is called with them and counts its steps. */
public final class StepLoop {
  private StepLoop() {}

  /** Twenty epochs of momentum, the rate of each step from a list. */
  public static void train(Model model) {
    int steps = 20 * Model.BATCHES;
    double[] rates =
        DynamicLr.exponentialDecayLr(
            learningRate(0.01),
            decayRate(0.9),
            totalStep(steps),
            stepPerEpoch(Model.BATCHES),
            decayEpoch(1));
    var optimizer = new SGD(model.trainableParams(), learningRate(rates), momentum(0.9));
    for (int step = 0; step < steps; step++) {
      List<Tensor> grads = model.gradients(optimizer.parameterOrder(), step % Model.BATCHES);
      optimizer.apply(grads);
    }
  }
}
