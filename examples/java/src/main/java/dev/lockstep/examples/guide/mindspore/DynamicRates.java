package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.decayEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.decayRate;
import static dev.lockstep.mindspore.MindSporeOptions.decaySteps;
import static dev.lockstep.mindspore.MindSporeOptions.endLearningRate;
import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.mindspore.MindSporeOptions.power;
import static dev.lockstep.mindspore.MindSporeOptions.stepPerEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.totalStep;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.mindspore.nn.DynamicLr;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.mindspore.nn.Optimizer;
import dev.lockstep.mindspore.nn.PolynomialDecayLR;
import java.util.ArrayList;
import java.util.List;

/** A list or a Cell goes into the optimizer, which reads it with the number of its own steps. */
public final class DynamicRates {
  private DynamicRates() {}

  /** The Cell {@code nn.PolynomialDecayLR}, from 0.1 to 0.01 in 4 steps. */
  public static List<Float> cell(Model model, int steps) {
    var schedule =
        new PolynomialDecayLR(learningRate(0.1), endLearningRate(0.01), decaySteps(4), power(0.5));
    var optimizer =
        new Momentum(
            model.trainableParams(), learningRate(schedule), momentum(0.9), weightDecay(0.0));
    return train(optimizer, model, steps);
  }

  /** The list of {@code nn.exponential_decay_lr}, one rate a step. */
  public static List<Float> list(Model model, int epochs) {
    int steps = epochs * Model.BATCHES;
    double[] rates =
        DynamicLr.exponentialDecayLr(
            learningRate(0.01),
            decayRate(0.9),
            totalStep(steps),
            stepPerEpoch(Model.BATCHES),
            decayEpoch(1));
    var optimizer = new Momentum(model.trainableParams(), learningRate(rates), momentum(0.9));
    return train(optimizer, model, steps);
  }

  /** Trains and returns the rate of each step. */
  static List<Float> train(Optimizer optimizer, Model model, int steps) {
    List<Float> used = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      used.add(optimizer.getLr()[0]);
      optimizer.apply(model.gradients(optimizer.parameterOrder(), step % Model.BATCHES));
    }
    return used;
  }
}
