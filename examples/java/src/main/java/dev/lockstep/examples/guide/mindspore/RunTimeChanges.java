package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.mindspore.nn.Momentum;
import java.util.List;

/** A constant rate is a parameter and can be assigned; no other option can. */
public final class RunTimeChanges {
  private RunTimeChanges() {}

  /** The rate before and after. */
  public static List<Float> change(Model model) {
    var optimizer = new Momentum(model.trainableParams(), learningRate(0.1), momentum(0.9));
    float before = optimizer.getLr()[0];
    optimizer.assignLearningRate(0.01);
    return List.of(before, optimizer.getLr()[0]);
  }
}
