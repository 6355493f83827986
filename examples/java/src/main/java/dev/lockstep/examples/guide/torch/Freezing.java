package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;

import dev.lockstep.core.Parameter;
import dev.lockstep.examples.guide.Model;
import dev.lockstep.torch.optim.SGD;

/** A parameter without gradient is skipped: no decay, no state. */
public final class Freezing {
  private Freezing() {}

  /** Trains the last layer alone. */
  public static void train(Model model) {
    for (Parameter parameter : model.base()) {
      parameter.setRequiresGrad(false);
    }
    var optimizer = new SGD(model.parameters(), lr(0.1), weightDecay(0.01));
    for (int batch = 0; batch < Model.BATCHES; batch++) {
      optimizer.zeroGrad();
      model.backward(batch);
      optimizer.step();
    }
  }
}
