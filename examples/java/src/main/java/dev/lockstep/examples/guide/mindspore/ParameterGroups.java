package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.lr;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;

import dev.lockstep.core.Group;
import dev.lockstep.examples.guide.Model;
import dev.lockstep.mindspore.nn.Momentum;
import java.util.List;

/** Two groups; a group may set lr, weight_decay and grad_centralization, and nothing else. */
public final class ParameterGroups {
  private ParameterGroups() {}

  /** The lower layers decay and learn more slowly. */
  public static Momentum optimizer(Model model) {
    return new Momentum(
        List.of(Group.of(model.base(), weightDecay(0.01), lr(0.02)), Group.of(model.head())),
        learningRate(0.1),
        momentum(0.9));
  }
}
