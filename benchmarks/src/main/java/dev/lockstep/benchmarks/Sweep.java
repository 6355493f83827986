package dev.lockstep.benchmarks;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * How many short trajectories a second: in a process of its own, because the compiler fits its
 * loops to the lengths that it has seen. Prints a {@link Verdict#line}.
 */
public final class Sweep {
  private static final double TARGET = 80_000;

  private Sweep() {}

  /** Twenty steps of 64 parameters: optimizers made, stepped and thrown away as a sweep does. */
  public static void main(String[] args) {
    float[] start = Work.parameters(64);
    List<Tensor> gradients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      gradients.add(Tensor.of(Work.gradients(64)));
    }
    Runnable thousand = () -> trajectories(1_000, start, gradients);
    double best = Stopwatch.best(thousand, 4_000);
    Verdict verdict =
        Verdict.atLeast(
            "trajectories a second, 20 steps of 64 parameters", 1_000 / (best / 1e9), TARGET);
    System.out.println(verdict.line());
  }

  private static void trajectories(int count, float[] start, List<Tensor> gradients) {
    for (int i = 0; i < count; i++) {
      Parameter parameter = new Parameter("p", Tensor.of(start.clone()));
      if (i % 2 == 0) {
        torch(parameter, gradients);
      } else {
        mindSpore(parameter, gradients);
      }
    }
  }

  private static void torch(Parameter parameter, List<Tensor> gradients) {
    Optimizer adam = new Adam(List.of(parameter), TorchOptions.lr(Work.LR), Arithmetic.COMMON);
    for (Tensor gradient : gradients) {
      parameter.setGrad(gradient);
      adam.step();
    }
  }

  private static void mindSpore(Parameter parameter, List<Tensor> gradients) {
    Option[] options = {
      MindSporeOptions.learningRate(Work.LR),
      MindSporeOptions.momentum(Work.MOMENTUM),
      Arithmetic.COMMON
    };
    MindSporeOptimizer momentum = new Momentum(List.of(parameter), options);
    for (Tensor gradient : gradients) {
      momentum.apply(List.of(gradient));
    }
  }
}
