package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.lr;

import dev.lockstep.core.Group;
import dev.lockstep.examples.guide.Model;
import dev.lockstep.mindspore.nn.SGD;
import java.util.List;

/** The rates of the coming step, one for each parameter. */
public final class ReadingRates {
  private ReadingRates() {}

  /** The rates before the first step. */
  public static float[] ofAllParameters(Model model) {
    var optimizer =
        new SGD(
            List.of(Group.of(model.base()), Group.of(model.head(), lr(1e-3))), learningRate(1e-2));
    return optimizer.getLr();
  }
}
