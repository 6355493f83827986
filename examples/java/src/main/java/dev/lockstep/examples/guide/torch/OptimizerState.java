package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.StateDict;

/** State goes from one optimizer to the next as torch's state_dict. */
public final class OptimizerState {
  private OptimizerState() {}

  /** Trains, saves, goes on with another optimizer that loaded the state. */
  public static void train(Model model, boolean interrupted) {
    var optimizer = optimizer(model);
    run(optimizer, model);
    if (interrupted) {
      StateDict saved = optimizer.stateDict();
      optimizer = optimizer(model);
      optimizer.loadStateDict(saved);
    }
    run(optimizer, model);
  }

  private static SGD optimizer(Model model) {
    return new SGD(model.parameters(), lr(0.01), momentum(0.9));
  }

  private static void run(SGD optimizer, Model model) {
    for (int batch = 0; batch < Model.BATCHES; batch++) {
      model.backward(batch);
      optimizer.step();
    }
  }
}
