package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;

import dev.lockstep.core.ParamGroup;
import dev.lockstep.examples.guide.Model;
import dev.lockstep.torch.optim.SGD;
import java.util.List;

/** Every option of every group can be set between two steps. */
public final class RunTimeChanges {
  private RunTimeChanges() {}

  /** The rate before and after, and the new momentum. */
  public static List<Double> change(Model model) {
    var optimizer = new SGD(model.parameters(), lr(0.1), momentum(0.9));
    ParamGroup group = optimizer.paramGroups().get(0);
    double before = group.get(LR);
    group.set(LR, 0.01);
    group.set(MOMENTUM, 0.8);
    return List.of(before, group.get(LR), group.get(MOMENTUM));
  }
}
