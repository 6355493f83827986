package dev.lockstep.examples.megengine;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.lr;

import dev.lockstep.core.Group;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.examples.lenet.Digits;
import dev.lockstep.examples.lenet.LeNet;
import dev.lockstep.megengine.autodiff.GradManager;
import dev.lockstep.megengine.optimizer.Adam;
import dev.lockstep.megengine.optimizer.MultipleOptimizer;
import dev.lockstep.megengine.optimizer.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * MegEngine's guide to parameter optimisation on a LeNet: groups with their own rates, a group
 * frozen by a rate of 0, a rate that falls linearly, two optimizers at once, and training of the
 * convolutions alone.
 */
public final class ParameterOptimization {
  private static final int BATCH = 10;
  private static final int BATCHES = 2;

  private final LeNet net = new LeNet(1);
  private final List<Parameter> conv = new ArrayList<>();
  private final List<Parameter> fc = new ArrayList<>();

  /** A LeNet whose parameters are parted by name. */
  public ParameterOptimization() {
    net.namedParameters()
        .forEach((name, parameter) -> (name.contains("conv") ? conv : fc).add(parameter));
  }

  /** The names and shapes of all parameters, a line each. */
  public List<String> parameters() {
    List<String> lines = new ArrayList<>();
    net.namedParameters()
        .forEach((name, p) -> lines.add(name + " " + Arrays.toString(p.value().shape())));
    return lines;
  }

  /** SGD with 0.05 for the convolutions and 0.01 for the rest. */
  public SGD grouped() {
    return new SGD(List.of(Group.of(conv), Group.of(fc, lr(0.01))), lr(0.05));
  }

  /** How many parameters each group has, and its rate: a line a group. */
  public List<String> sizes() {
    return grouped().paramGroups().stream()
        .map(group -> group.params().size() + " " + group.get(LR))
        .toList();
  }

  /**
   * Trains four epochs; after the second the dense layers get the rate 0.
   *
   * @return the first dense parameter before the training and after each epoch
   */
  public List<Tensor> freezeAfterTheSecondEpoch() {
    SGD optimizer = grouped();
    GradManager gm = new GradManager().attach(net.namedParameters().values());
    ParamGroup dense = optimizer.paramGroups().get(1);
    List<Tensor> seen = new ArrayList<>(List.of(dense.params().get(0).value().copy()));
    for (int epoch = 0; epoch < 4; epoch++) {
      for (int batch = 0; batch < BATCHES; batch++) {
        train(gm, batch);
        optimizer.step();
        optimizer.clearGrad();
      }
      seen.add(dense.params().get(0).value().copy());
      if (epoch == 1) {
        dense.set(LR, 0.0);
      }
    }
    return seen;
  }

  /** The rate of each of ten epochs, falling linearly from 0.05, as the groups have it. */
  public List<Double> linearDecay() {
    int totalEpochs = 10;
    SGD optimizer = grouped();
    List<Double> rates = new ArrayList<>();
    for (int epoch = 0; epoch < totalEpochs; epoch++) {
      for (ParamGroup group : optimizer.paramGroups()) {
        group.set(LR, 0.05 * (1 - (double) epoch / totalEpochs));
      }
      rates.add(optimizer.paramGroups().get(1).get(LR));
    }
    return rates;
  }

  /**
   * Trains the convolutions with SGD and the rest with Adam.
   *
   * @return the loss of each step
   */
  public List<Float> multipleOptimizers() {
    MultipleOptimizer optimizer =
        new MultipleOptimizer(new SGD(conv, lr(0.05)), new Adam(fc, lr(0.01)));
    GradManager gm = new GradManager().attach(net.namedParameters().values());
    List<Float> losses = new ArrayList<>();
    for (int step = 0; step < 12; step++) {
      losses.add(train(gm, 0));
      optimizer.step();
      optimizer.clearGrad();
    }
    return losses;
  }

  /**
   * Attaches the convolutions alone and trains one epoch. The guide clears the gradients before it
   * prints them, which would print None ten times; here the last ones are kept until they are read.
   *
   * @return a line a parameter: its name and the sum of its gradient, or None
   */
  public List<String> convolutionsAlone() {
    SGD optimizer = new SGD(conv, lr(0.05));
    GradManager gm = new GradManager().attach(conv);
    for (int batch = 0; batch < BATCHES; batch++) {
      optimizer.clearGrad();
      train(gm, batch);
      optimizer.step();
    }
    List<String> lines = new ArrayList<>();
    net.namedParameters().forEach((name, p) -> lines.add(name + " " + gradient(p)));
    return lines;
  }

  private static String gradient(Parameter parameter) {
    if (!parameter.hasGrad()) {
      return "None";
    }
    double sum = 0;
    for (int i = 0; i < parameter.grad().size(); i++) {
      sum += parameter.grad().get(i);
    }
    return Double.toString(sum);
  }

  private float train(GradManager gm, int batch) {
    gm.record();
    int[] labels = Digits.labels(BATCH);
    Map<Parameter, Tensor> gradients = net.zeros();
    float loss = net.backward(Digits.images(labels, batch), labels, gradients);
    gm.backward(gradients);
    return loss;
  }

  /** Prints every fragment's result. */
  @SuppressWarnings("SystemOut") // an example prints
  public static void main(String[] args) {
    new ParameterOptimization().parameters().forEach(System.out::println);
    new ParameterOptimization().sizes().forEach(System.out::println);
    for (Tensor tensor : new ParameterOptimization().freezeAfterTheSecondEpoch()) {
      System.out.println(Arrays.toString(tensor.floats()));
    }
    System.out.println(new ParameterOptimization().linearDecay());
    System.out.println(new ParameterOptimization().multipleOptimizers());
    new ParameterOptimization().convolutionsAlone().forEach(System.out::println);
  }
}
