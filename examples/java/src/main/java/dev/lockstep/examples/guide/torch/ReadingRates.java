package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.gamma;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.stepSize;

import dev.lockstep.core.Group;
import dev.lockstep.examples.guide.Model;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.lrscheduler.StepLR;
import java.util.List;

/** The rate stands in each group, in the state_dict, and in the scheduler. */
public final class ReadingRates {
  private ReadingRates() {}

  /** The rate of the second group, read in three ways after one step of the scheduler. */
  public static List<Object> secondGroup(Model model) {
    var optimizer =
        new SGD(List.of(Group.of(model.base()), Group.of(model.head(), lr(1e-3))), lr(1e-2));
    var scheduler = new StepLR(optimizer, stepSize(1), gamma(0.5));
    optimizer.step();
    scheduler.step();
    return List.of(
        optimizer.paramGroups().get(1).get(LR),
        optimizer.stateDict().paramGroups().get(1).get("lr"),
        scheduler.getLastLr()[1]);
  }
}
