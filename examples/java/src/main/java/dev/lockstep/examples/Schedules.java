package dev.lockstep.examples;

import static dev.lockstep.mindspore.MindSporeOptions.decayEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.decaySteps;
import static dev.lockstep.mindspore.MindSporeOptions.endLearningRate;
import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.maxLr;
import static dev.lockstep.mindspore.MindSporeOptions.minLr;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.mindspore.MindSporeOptions.orderParams;
import static dev.lockstep.mindspore.MindSporeOptions.power;
import static dev.lockstep.mindspore.MindSporeOptions.stepPerEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.totalStep;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.gamma;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.lrLambda;

import dev.lockstep.core.Group;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.FloatMath;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.StepCell;
import dev.lockstep.mindspore.nn.DynamicLr;
import dev.lockstep.mindspore.nn.LearningRateSchedule;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.mindspore.nn.Optimizer;
import dev.lockstep.mindspore.nn.PolynomialDecayLR;
import dev.lockstep.mindspore.train.LearningRateScheduler;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.ExponentialLR;
import dev.lockstep.torch.optim.lrscheduler.LambdaLR;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import java.util.ArrayList;
import java.util.List;

/**
 * Rates and weight decays that move during a training. In torch's style the loop steps a scheduler,
 * here once an epoch; in MindSpore's style the optimizer asks its schedule with the number of its
 * own steps.
 *
 * <p>Each method goes through a loop and returns what each step of the optimizer used.
 */
public final class Schedules {
  private Schedules() {}

  /** Torch: {@code ExponentialLR(gamma=0.9)} after every epoch. */
  public static List<Double> exponential(int epochs, int stepsPerEpoch) {
    SGD optimizer = new SGD(List.of(weight("w")), lr(0.01), TorchOptions.momentum(0.9));
    return torchLoop(optimizer, new ExponentialLR(optimizer, gamma(0.9)), epochs, stepsPerEpoch);
  }

  /** Torch: {@code LambdaLR} with {@code lambda epoch: epoch // 5}. The first five epochs rest. */
  public static List<Double> stairs(int epochs, int stepsPerEpoch) {
    SGD optimizer = new SGD(List.of(weight("w")), lr(0.01));
    LambdaLR scheduler = new LambdaLR(optimizer, lrLambda(epoch -> Math.floorDiv(epoch, 5)));
    return torchLoop(optimizer, scheduler, epochs, stepsPerEpoch);
  }

  private static List<Double> torchLoop(
      SGD optimizer, Scheduler scheduler, int epochs, int stepsPerEpoch) {
    List<Double> rates = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int step = 0; step < stepsPerEpoch; step++) {
        rates.add(optimizer.paramGroups().get(0).get(TorchOptions.LR));
        optimizer.step();
      }
      scheduler.step();
    }
    return rates;
  }

  /** MindSpore: the Cell {@code nn.PolynomialDecayLR}, from 0.1 to 0.01 in 4 steps. */
  public static List<Float> polynomial(int steps) {
    PolynomialDecayLR schedule =
        new PolynomialDecayLR(learningRate(0.1), endLearningRate(0.01), decaySteps(4), power(0.5));
    return mindSporeLoop(
        new Momentum(List.of(weight("w")), learningRate(schedule), momentum(0.9), weightDecay(0.0)),
        steps);
  }

  /** MindSpore: the list that stands for {@link #stairs}; it must be as long as the training. */
  public static List<Float> stairsAsList(int epochs, int stepsPerEpoch) {
    double[] rates = new double[epochs * stepsPerEpoch];
    for (int step = 0; step < rates.length; step++) {
      int epoch = step / stepsPerEpoch;
      rates[step] = 0.01 * Math.floorDiv(epoch, 5);
    }
    return mindSporeLoop(
        new dev.lockstep.mindspore.nn.SGD(List.of(weight("w")), learningRate(rates)), rates.length);
  }

  /** MindSpore: the own Cell that stands for {@link #stairs}. */
  public static List<Float> stairsAsCell(int epochs, int stepsPerEpoch) {
    LearningRateSchedule schedule = new DynamicDecayLR(0.01f, stepsPerEpoch);
    return mindSporeLoop(
        new dev.lockstep.mindspore.nn.SGD(List.of(weight("w")), learningRate(schedule)),
        epochs * stepsPerEpoch);
  }

  /** A user's schedule: computed in float32, of the step. */
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

  private static List<Float> mindSporeLoop(Optimizer optimizer, int steps) {
    List<Float> rates = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      rates.add(optimizer.getLr()[0]);
      optimizer.apply(gradients(optimizer));
    }
    return rates;
  }

  /** Torch: the weight decay of every group, times a tenth after each step. */
  public static List<Double> weightDecayInTheLoop(int steps) {
    SGD optimizer = new SGD(List.of(weight("w")), lr(0.01), TorchOptions.weightDecay(0.1));
    List<Double> decays = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      decays.add(optimizer.paramGroups().get(0).get(TorchOptions.WEIGHT_DECAY));
      optimizer.step();
      for (ParamGroup group : optimizer.paramGroups()) {
        group.set(TorchOptions.WEIGHT_DECAY, group.get(TorchOptions.WEIGHT_DECAY) * 0.1);
      }
    }
    return decays;
  }

  /** A weight decay that shrinks by the factor {@code rate} in {@code steps} steps. */
  public record ExponentialWeightDecay(float weightDecay, float rate, float steps)
      implements StepCell {
    @Override
    public float construct(int globalStep) {
      return weightDecay * FloatMath.pow(rate, globalStep / steps);
    }
  }

  /**
   * MindSpore: a weight decay that is a Cell. {@code nn.SGD} would refuse it; Momentum takes it.
   */
  public static List<Float> weightDecayAsCell(int steps) {
    Momentum optimizer =
        new Momentum(
            List.of(weight("w")),
            learningRate(0.01),
            momentum(0.9),
            weightDecay(new ExponentialWeightDecay(0.1f, 0.1f, 10_000)));
    List<Float> decays = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      decays.add(optimizer.getWeightDecay()[0]);
      optimizer.apply(gradients(optimizer));
    }
    return decays;
  }

  /** MindSpore: groups with a list, with constant rates, and with the optimizer's own. */
  public static Momentum groups() {
    Parameter conv = weight("conv.weight");
    Parameter norm = weight("bn.gamma");
    Parameter dense = weight("fc.weight");
    Parameter other = weight("embedding");
    double[] cosine =
        DynamicLr.cosineDecayLr(
            minLr(0.0), maxLr(1e-3), totalStep(1000), stepPerEpoch(100), decayEpoch(10));
    List<Group> groups =
        List.of(
            orderParams(List.of(conv, norm, dense, other)),
            Group.of(List.of(conv), weightDecay(1e-4), MindSporeOptions.lr(cosine)),
            Group.of(List.of(norm), weightDecay(0.0), MindSporeOptions.lr(1e-4)),
            Group.of(List.of(dense), weightDecay(1e-5), MindSporeOptions.lr(1e-3)),
            Group.of(List.of(other)));
    return new Momentum(groups, learningRate(1e-3), weightDecay(0.0), momentum(0.9));
  }

  /** MindSpore: a constant rate is a parameter, and can be assigned between steps. */
  public static List<Float> assigned() {
    Momentum optimizer = new Momentum(List.of(weight("w")), learningRate(0.1), momentum(0.9));
    List<Float> rates = new ArrayList<>();
    rates.add(optimizer.getLr()[0]);
    optimizer.assignLearningRate(0.01);
    rates.add(optimizer.getLr()[0]);
    return rates;
  }

  /** MindSpore: the callback assigns after each step, so its first rate is that of step 1. */
  public static List<Float> callback(int steps) {
    Momentum optimizer = new Momentum(List.of(weight("w")), learningRate(0.1), momentum(0.9));
    LearningRateScheduler callback = new LearningRateScheduler((rate, step) -> rate / 2);
    List<Float> rates = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      rates.add(optimizer.getLr()[0]);
      optimizer.apply(gradients(optimizer));
      callback.stepEnd(optimizer, step);
    }
    return rates;
  }

  private static Parameter weight(String name) {
    return new Parameter(name, Tensor.of(new float[] {1, -1}));
  }

  private static List<Tensor> gradients(Optimizer optimizer) {
    return optimizer.parameterOrder().stream().map(p -> p.value().zerosLike()).toList();
  }
}
