package dev.lockstep.examples;

import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.SchedulerOptions;
import dev.lockstep.torch.optim.lrscheduler.StepLR;
import java.util.ArrayList;
import java.util.List;

/**
 * The classifier {@link Mlp}, trained with momentum: weights are decayed, biases are not, and the
 * rate is halved every ten epochs. Torch steps a scheduler once an epoch; MindSpore is given the
 * rate of every step in a list.
 */
public final class MlpTraining {
  private static final int EPOCHS = 40;
  private static final int BATCH = 32;
  private static final int STEPS_PER_EPOCH = Mlp.POINTS / BATCH;
  private static final int HALVED_EVERY = 10;
  private static final double RATE = 0.2;
  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 1e-3;

  private MlpTraining() {}

  /** Torch's style: groups, a scheduler, gradients in the parameters. */
  public static List<Parameter> torchStyle(Option... extra) {
    Mlp mlp = new Mlp();
    List<Parameter> parameters = parameters();
    List<Group> groups =
        List.of(
            Group.of(weights(parameters), TorchOptions.weightDecay(DECAY)),
            Group.of(biases(parameters)));
    SGD optimizer =
        new SGD(groups, with(extra, TorchOptions.lr(RATE), TorchOptions.momentum(MOMENTUM)));
    StepLR scheduler =
        new StepLR(optimizer, SchedulerOptions.stepSize(HALVED_EVERY), SchedulerOptions.gamma(0.5));
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int batch = 0; batch < STEPS_PER_EPOCH; batch++) {
        optimizer.zeroGrad();
        List<Tensor> gradients = gradients(mlp, parameters, batch);
        for (int i = 0; i < gradients.size(); i++) {
          parameters.get(i).setGrad(gradients.get(i));
        }
        optimizer.step();
      }
      scheduler.step();
    }
    return parameters;
  }

  /** MindSpore's style: groups in the order of the parameters, a list of rates, gradients given. */
  public static List<Parameter> mindSporeStyle(Option... extra) {
    Mlp mlp = new Mlp();
    List<Parameter> parameters = parameters();
    List<Group> groups =
        List.of(
            Group.of(weights(parameters), MindSporeOptions.weightDecay(DECAY)),
            Group.of(biases(parameters)),
            MindSporeOptions.orderParams(parameters));
    double[] rates = new double[EPOCHS * STEPS_PER_EPOCH];
    for (int step = 0; step < rates.length; step++) {
      int halvings = step / STEPS_PER_EPOCH / HALVED_EVERY;
      rates[step] = RATE * Math.pow(0.5, halvings);
    }
    Momentum optimizer =
        new Momentum(
            groups,
            with(extra, MindSporeOptions.learningRate(rates), MindSporeOptions.momentum(MOMENTUM)));
    for (int step = 0; step < rates.length; step++) {
      optimizer.apply(gradients(mlp, parameters, step % STEPS_PER_EPOCH));
    }
    return parameters;
  }

  /** The mean loss over all points. */
  public static double loss(List<Parameter> parameters) {
    return new Mlp().loss(values(parameters), 0, Mlp.POINTS);
  }

  private static List<Tensor> gradients(Mlp mlp, List<Parameter> parameters, int batch) {
    return mlp.gradients(values(parameters), batch * BATCH, (batch + 1) * BATCH);
  }

  private static List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (Tensor value : Mlp.initial()) {
      parameters.add(new Parameter(Mlp.NAMES.get(parameters.size()), value));
    }
    return parameters;
  }

  private static List<Parameter> weights(List<Parameter> parameters) {
    return parameters.stream().filter(p -> p.name().endsWith("weight")).toList();
  }

  private static List<Parameter> biases(List<Parameter> parameters) {
    return parameters.stream().filter(p -> p.name().endsWith("bias")).toList();
  }

  private static List<Tensor> values(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::value).toList();
  }

  private static Option[] with(Option[] extra, Option... options) {
    List<Option> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(extra));
    return all.toArray(Option[]::new);
  }

  /** Trains in both styles and prints what came out. */
  @SuppressWarnings("SystemOut") // an example prints
  public static void main(String[] args) {
    System.out.printf("torch style      loss %.6f%n", loss(torchStyle()));
    System.out.printf("MindSpore style  loss %.6f%n", loss(mindSporeStyle()));
  }
}
