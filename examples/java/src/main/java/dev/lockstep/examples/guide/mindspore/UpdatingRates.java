package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.mindspore.train.LearningRateScheduler;
import java.util.ArrayList;
import java.util.List;

/** The optimizer counts its own calls; nothing else moves the rate. */
public final class UpdatingRates {
  private UpdatingRates() {}

  /** The rate of each step; each call of the optimizer moves on in the list. */
  public static List<Float> train(Model model) {
    double[] rates = {0.1, 0.05, 0.025};
    var optimizer = new Momentum(model.trainableParams(), learningRate(rates), momentum(0.0));
    return DynamicRates.train(optimizer, model, rates.length);
  }

  /** A callback assigns after each step, so the first step uses the rate of the constructor. */
  public static List<Float> callback(Model model, int steps) {
    var optimizer = new Momentum(model.trainableParams(), learningRate(0.1), momentum(0.0));
    var callback = new LearningRateScheduler((rate, step) -> rate / 2);
    List<Float> used = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      used.add(optimizer.getLr()[0]);
      optimizer.apply(model.gradients(optimizer.parameterOrder(), step % Model.BATCHES));
      callback.stepEnd(optimizer, step);
    }
    return used;
  }
}
