package dev.lockstep.examples.guide.torch;

import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;

import dev.lockstep.core.Group;
import dev.lockstep.examples.guide.Model;
import dev.lockstep.torch.optim.SGD;
import java.util.List;

/** Two groups; what a group does not say is the optimizer's. */
public final class ParameterGroups {
  private ParameterGroups() {}

  /** The last layer learns more slowly. */
  public static SGD optimizer(Model model) {
    return new SGD(
        List.of(Group.of(model.base()), Group.of(model.head(), lr(1e-3))), lr(1e-2), momentum(0.9));
  }
}
