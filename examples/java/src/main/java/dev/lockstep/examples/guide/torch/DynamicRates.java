package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.gamma;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.lrscheduler.ExponentialLR;
import java.util.ArrayList;
import java.util.List;

/** A scheduler writes the rate into the groups whenever the loop steps it. */
public final class DynamicRates {
  private DynamicRates() {}

  /** The rate of each step: times 0.9 after each epoch. */
  public static List<Double> exponential(Model model, int epochs) {
    var optimizer = new SGD(model.parameters(), lr(0.01), momentum(0.9));
    var scheduler = new ExponentialLR(optimizer, gamma(0.9));
    List<Double> used = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int batch = 0; batch < Model.BATCHES; batch++) {
        used.add(optimizer.paramGroups().get(0).get(LR));
        model.backward(batch);
        optimizer.step();
      }
      scheduler.step();
    }
    return used;
  }
}
