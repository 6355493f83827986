package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.momentum;

import dev.lockstep.core.DType;
import dev.lockstep.core.Group;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A training without gradients: what is watched are the rates. */
final class Training {
  private Training() {}

  /** An optimizer with a group a rate. */
  static Optimizer optimizer(double... rates) {
    return optimizer(Arrays.stream(rates).mapToObj(TorchOptions::lr).toList());
  }

  /** An optimizer with a group a rate, each in a tensor. */
  static Optimizer optimizer(DType held, double... rates) {
    return optimizer(
        Arrays.stream(rates).mapToObj(rate -> TorchOptions.lr(Tensor.scalar(held, rate))).toList());
  }

  private static Optimizer optimizer(List<Setting<Double>> rates) {
    List<Group> groups = new ArrayList<>();
    for (Setting<Double> rate : rates) {
      Parameter weight = new Parameter("w" + groups.size(), Tensor.of(new float[1]));
      groups.add(Group.of(List.of(weight), rate));
    }
    return new SGD(groups, momentum(0.9));
  }

  static double[] rates(Optimizer optimizer) {
    return optimizer.paramGroups().stream().mapToDouble(group -> group.get(LR)).toArray();
  }

  /** Rows 0 to {@code steps}: the rates that each optimizer step uses. */
  static double[][] rows(Function<Optimizer, Scheduler> recipe, int steps, double... startRates) {
    Optimizer optimizer = optimizer(startRates);
    return rows(optimizer, recipe.apply(optimizer), steps);
  }

  /** The rates as they are, and after each of so many steps. */
  static double[][] rows(Optimizer optimizer, Scheduler scheduler, int steps) {
    double[][] rows = new double[steps + 1][];
    rows[0] = rates(optimizer);
    for (int i = 1; i <= steps; i++) {
      optimizer.step();
      scheduler.step();
      rows[i] = rates(optimizer);
    }
    return rows;
  }

  /** The rates of one group: rows 0 to {@code steps}. */
  static double[] trace(Function<Optimizer, Scheduler> recipe, int steps, double startRate) {
    double[][] rows = rows(recipe, steps, startRate);
    double[] trace = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      trace[i] = rows[i][0];
    }
    return trace;
  }
}
