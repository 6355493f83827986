package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.gamma;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.stepSize;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.lrscheduler.StepLR;
import java.util.ArrayList;
import java.util.List;

/** The rate changes when the scheduler is stepped, and only then. */
public final class UpdatingRates {
  private UpdatingRates() {}

  /** The rate of each step; half of it after each step. */
  public static List<Double> train(Model model, int steps) {
    var optimizer = new SGD(model.parameters(), lr(0.1));
    var scheduler = new StepLR(optimizer, stepSize(1), gamma(0.5));
    List<Double> used = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      used.add(optimizer.paramGroups().get(0).get(LR));
      model.backward(step % Model.BATCHES);
      optimizer.step();
      scheduler.step();
    }
    return used;
  }
}
