package dev.lockstep.benchmarks;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.lossScale;
import static dev.lockstep.mindspore.MindSporeOptions.lr;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.mindspore.MindSporeOptions.useAmsgrad;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;

import dev.lockstep.core.Group;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Threads;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.experimental.optim.AdamW;
import dev.lockstep.mindspore.nn.Adam;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.mindspore.nn.SGD;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lockstep through its MindSpore-style facade, native: {@code OPTIMIZER THREADS}. */
public final class MindSporeStyleContestant {
  private MindSporeStyleContestant() {}

  /** Serves one process. */
  public static void main(String[] args) throws IOException {
    Contestant.serve(
        args, (optimizer, threads, sizes) -> new Facade(optimizer, sizes, Threads.of(threads)));
  }

  /** The decayed group and, if there is one, the plain one. */
  private static List<Group> groups(List<List<Integer>> sizes) {
    List<Group> groups = new ArrayList<>();
    int count = 0;
    for (List<Integer> group : sizes) {
      List<Parameter> parameters = Work.parameters(group, count);
      count += group.size();
      if (!parameters.isEmpty()) {
        groups.add(groups.isEmpty() ? Group.of(parameters) : Group.of(parameters, weightDecay(0)));
      }
    }
    return groups;
  }

  private static MindSporeOptimizer make(String name, List<Group> groups, Threads threads) {
    return switch (name) {
      case "sgd" -> new SGD(groups, learningRate(Work.LR), threads);
      case "sgd-decay" -> new SGD(groups, learningRate(Work.LR), weightDecay(Work.DECAY), threads);
      case "momentum" ->
          new Momentum(groups, learningRate(Work.LR), momentum(Work.MOMENTUM), threads);
      case "momentum-decay" ->
          new Momentum(
              groups,
              learningRate(Work.LR),
              momentum(Work.MOMENTUM),
              weightDecay(Work.DECAY),
              threads);
      case "momentum-scaled" ->
          new Momentum(
              groups,
              learningRate(Work.LR),
              momentum(Work.MOMENTUM),
              lossScale(Work.SCALE),
              threads);
      case "adam" -> new Adam(groups, learningRate(Work.LR), threads);
      case "adam-decay" ->
          new Adam(groups, learningRate(Work.LR), weightDecay(Work.DECAY), threads);
      case "amsgrad" -> new Adam(groups, learningRate(Work.LR), useAmsgrad(true), threads);
      case "adamw" -> new AdamW(groups, lr(Work.LR), weightDecay(Work.DECAY), threads);
      default -> throw new UnsupportedOperationException("no " + name);
    };
  }

  private static final class Facade implements Subject {
    private final MindSporeOptimizer optimizer;
    private final List<Tensor> gradients;

    Facade(String name, List<List<Integer>> sizes, Threads threads) {
      optimizer = make(name, groups(sizes), threads);
      gradients = optimizer.parameterOrder().stream().map(Parameter::grad).toList();
    }

    @Override
    public void step() {
      optimizer.apply(gradients);
    }

    @Override
    public double probe() {
      return optimizer.parameterOrder().get(0).value().get(1);
    }

    @Override
    public String version() {
      return "Java " + Runtime.version();
    }
  }
}
