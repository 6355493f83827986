package dev.lockstep.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** The loop of a user of DJL's {@code Trainer}. */
final class Trainings {
  private Trainings() {}

  /** Trains for some steps, an epoch each; returns the losses. */
  static List<Double> run(Net net, Optimizer optimizer, int steps, TrainingListener... listeners) {
    List<Double> losses = new ArrayList<>();
    var config =
        new DefaultTrainingConfig(Net.LOSS).optOptimizer(optimizer).addTrainingListeners(listeners);
    try (Trainer trainer = net.model().newTrainer(config)) {
      trainer.initialize(new Shape(8, 5));
      for (int step = 0; step < steps; step++) {
        try (GradientCollector collector = trainer.newGradientCollector();
            NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          NDList output = trainer.forward(new NDList(net.input(step)));
          NDArray loss = trainer.getLoss().evaluate(new NDList(net.target(step)), output);
          collector.backward(loss);
          losses.add((double) loss.getFloat());
        }
        trainer.step();
        trainer.notifyListeners(listener -> listener.onEpoch(trainer));
      }
    }
    return losses;
  }

  /** The parameters of the block as the engine has them. */
  static String bits(Net net) {
    return Net.bits(StepSession.of(net.block()).parameters());
  }
}
