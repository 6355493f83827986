package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.mindspore.nn.Momentum;
import java.util.Map;

/** An optimizer is a Cell: its state is parameters, the model's among them, and the step count. */
public final class OptimizerState {
  private OptimizerState() {}

  /** Trains, saves, goes on with another optimizer that loaded the state. */
  public static void train(Model model, boolean interrupted) {
    var optimizer = optimizer(model);
    run(optimizer, model);
    if (interrupted) {
      Map<String, Object> saved = optimizer.parametersDict();
      optimizer = optimizer(model);
      optimizer.loadParametersDict(saved);
    }
    run(optimizer, model);
  }

  private static Momentum optimizer(Model model) {
    return new Momentum(model.trainableParams(), learningRate(0.01), momentum(0.9));
  }

  private static void run(Momentum optimizer, Model model) {
    for (int batch = 0; batch < Model.BATCHES; batch++) {
      optimizer.apply(model.gradients(optimizer.parameterOrder(), batch));
    }
  }
}
