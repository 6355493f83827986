package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.mindspore.FloatMath;
import dev.lockstep.mindspore.StepCell;
import dev.lockstep.mindspore.nn.Momentum;
import java.util.ArrayList;
import java.util.List;

/** A weight decay that moves: a Cell of the step; {@code nn.SGD} would refuse it. */
public final class WeightDecay {
  private WeightDecay() {}

  /** A weight decay that shrinks by the factor {@code rate} in {@code steps} steps. */
  public record ExponentialWeightDecay(float weightDecay, float rate, float steps)
      implements StepCell {
    @Override
    public float construct(int globalStep) {
      return weightDecay * FloatMath.pow(rate, globalStep / steps);
    }
  }

  /** A tenth of the decay after each step; returns what each step used. */
  public static List<Float> train(Model model, int steps) {
    var decay = new ExponentialWeightDecay(0.1f, 0.1f, 1);
    var optimizer =
        new Momentum(
            model.trainableParams(), learningRate(0.01), momentum(0.0), weightDecay(decay));
    List<Float> used = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      used.add(optimizer.getWeightDecay()[0]);
      optimizer.apply(model.gradients(optimizer.parameterOrder(), step % Model.BATCHES));
    }
    return used;
  }
}
