package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.gamma;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.lrscheduler.ExponentialLR;

/** Clear, compute, step; the scheduler once an epoch. */
public final class StepLoop {
  private StepLoop() {}

  /** Twenty epochs of momentum, the rate times 0.9 after each. */
  public static void train(Model model) {
    var optimizer = new SGD(model.parameters(), lr(0.01), momentum(0.9));
    var scheduler = new ExponentialLR(optimizer, gamma(0.9));
    for (int epoch = 0; epoch < 20; epoch++) {
      for (int batch = 0; batch < Model.BATCHES; batch++) {
        optimizer.zeroGrad();
        model.backward(batch);
        optimizer.step();
      }
      scheduler.step();
    }
  }
}
