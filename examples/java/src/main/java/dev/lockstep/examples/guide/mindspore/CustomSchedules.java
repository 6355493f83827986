package dev.lockstep.examples.guide.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;

import dev.lockstep.examples.guide.Model;
import dev.lockstep.mindspore.FloatMath;
import dev.lockstep.mindspore.nn.LearningRateSchedule;
import dev.lockstep.mindspore.nn.SGD;
import java.util.List;

/** The stairs of torch's {@code LambdaLR} as a list and as an own schedule class. */
public final class CustomSchedules {
  private CustomSchedules() {}

  /** A list, as long as the training. */
  public static List<Float> asList(Model model, int epochs) {
    double[] rates = new double[epochs * Model.BATCHES];
    for (int step = 0; step < rates.length; step++) {
      int epoch = step / Model.BATCHES;
      rates[step] = 0.01 * Math.floorDiv(epoch, 5);
    }
    var optimizer = new SGD(model.trainableParams(), learningRate(rates));
    return DynamicRates.train(optimizer, model, rates.length);
  }

  /** A schedule class: computed in float32, of the step. */
  private static final class DynamicDecayLR extends LearningRateSchedule {
    private final float rate;
    private final int stepPerEpoch;

    DynamicDecayLR(float rate, int stepPerEpoch) {
      this.rate = rate;
      this.stepPerEpoch = stepPerEpoch;
    }

    @Override
    public float construct(int globalStep) {
      float epoch = FloatMath.floor((float) globalStep / stepPerEpoch);
      return rate * FloatMath.floor(epoch / 5);
    }
  }

  /** The class, given to the optimizer. */
  public static List<Float> asClass(Model model, int epochs) {
    var schedule = new DynamicDecayLR(0.01f, Model.BATCHES);
    var optimizer = new SGD(model.trainableParams(), learningRate(schedule));
    return DynamicRates.train(optimizer, model, epochs * Model.BATCHES);
  }
}
