package dev.lockstep.config.schedule;

import dev.lockstep.config.Definition;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.nn.Momentum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A way to say which rate each group of an optimizer uses at each step.
 *
 * <p>Forms are data: they can be printed, and built into a facade.
 */
public sealed interface RateForm {
  /**
   * The rates of each step, played on the facade of its framework.
   *
   * @param extra the arithmetic
   * @throws dev.lockstep.core.OptionException if the framework would refuse it
   * @throws RuntimeException what a scheduler throws when it is stepped too far
   */
  Timeline play(Loop loop, Option... extra);

  /** How many groups there are. */
  int groups();

  /**
   * A scheduler that a loop steps beside the optimizer.
   *
   * @param framework torch and its like, or mindspore for its experimental schedulers
   * @param scheduler the scheduler
   * @param baseRates the rate of each group of the optimizer
   * @param when when it is stepped
   */
  record Stepped(String framework, SchedulerDefinition scheduler, List<Double> baseRates, When when)
      implements RateForm {
    public Stepped {
      baseRates = List.copyOf(baseRates);
    }

    @Override
    public int groups() {
      return baseRates.size();
    }

    @Override
    public Timeline play(Loop loop, Option... extra) {
      boolean mindSpore = framework.equals("mindspore");
      Definition optimizer =
          Definition.of(
              framework,
              mindSpore ? "experimental.optim.SGD" : "SGD",
              Map.of("lr", 0.1, "momentum", 0.9),
              List.of());
      List<GroupDefinition> groups = new ArrayList<>();
      for (double rate : baseRates) {
        groups.add(GroupDefinition.of(List.of("p" + groups.size()), Map.of("lr", rate)));
      }
      Definition whole = optimizer.withGroups(groups).withSchedulers(List.of(scheduler));
      return Simulator.of(whole, when, epoch -> Double.NaN, extra).run(loop);
    }
  }

  /** What an optimizer of MindSpore has as its rate, one a group. */
  sealed interface OfOptimizer extends RateForm {
    /** The rates of each group. */
    List<?> perGroup();

    @Override
    default int groups() {
      return perGroup().size();
    }
  }

  /**
   * Lists of rates for MindSpore, one a group: given to an optimizer of nn as its learning rate, or
   * assigned before each step.
   *
   * @param perGroup the lists, at least as long as the training
   */
  record Lists(List<List<Double>> perGroup) implements OfOptimizer {
    public Lists {
      perGroup = perGroup.stream().map(List::copyOf).toList();
    }

    @Override
    public Timeline play(Loop loop, Option... extra) {
      List<Object> rates = new ArrayList<>();
      perGroup.forEach(list -> rates.add(Map.of("list", list)));
      return onMomentum(rates, loop, extra);
    }
  }

  /**
   * List functions or Cells of MindSpore, one a group.
   *
   * @param perGroup the calls: {@code nn.cosine_decay_lr} or {@code nn.CosineDecayLR} and arguments
   */
  record Calls(List<SchedulerDefinition> perGroup) implements OfOptimizer {
    public Calls {
      perGroup = List.copyOf(perGroup);
    }

    @Override
    public Timeline play(Loop loop, Option... extra) {
      List<Object> rates = new ArrayList<>();
      for (SchedulerDefinition call : perGroup) {
        rates.add(Map.of("schedule", call.api(), "args", call.args()));
      }
      return onMomentum(rates, loop, extra);
    }
  }

  /**
   * Generated Cells that look the rate up, one a group: lists that do not end, the last rate stays.
   *
   * @param perGroup the rates
   */
  record TableCells(List<List<Double>> perGroup) implements OfOptimizer {
    public TableCells {
      perGroup = perGroup.stream().map(List::copyOf).toList();
    }

    @Override
    public Timeline play(Loop loop, Option... extra) {
      List<Group> groups = new ArrayList<>();
      for (List<Double> rates : perGroup) {
        Parameter stand = new Parameter("p" + groups.size(), Tensor.of(new float[1]));
        LearningRate rate = LearningRate.of(new RateTable(rates));
        groups.add(Group.of(List.of(stand), MindSporeOptions.LR.is(rate)));
      }
      List<Option> options = new ArrayList<>(List.of(extra));
      options.add(
          MindSporeOptions.LEARNING_RATE.is(LearningRate.of(new RateTable(perGroup.get(0)))));
      options.add(MindSporeOptions.momentum(0.9));
      Momentum optimizer = new Momentum(groups, options.toArray(Option[]::new));
      return Simulator.of(optimizer).run(loop);
    }
  }

  /**
   * Lists that Python code writes, one a group. They can be printed, not played.
   *
   * @param perGroup the expressions
   */
  record Code(List<String> perGroup) implements OfOptimizer {
    public Code {
      perGroup = List.copyOf(perGroup);
    }

    /**
     * Code is not run here.
     *
     * @throws DefinitionException always
     */
    @Override
    public Timeline play(Loop loop, Option... extra) {
      throw new DefinitionException("a schedule that is Python code cannot be played");
    }
  }

  /**
   * Rates of a MindSpore optimizer as a definition writes them, one a group: numbers, lists,
   * functions and Cells side by side.
   *
   * @param perGroup values of {@code lr}
   */
  record Mixed(List<Object> perGroup) implements OfOptimizer {
    public Mixed {
      perGroup = List.copyOf(perGroup);
    }

    @Override
    public Timeline play(Loop loop, Option... extra) {
      return onMomentum(perGroup, loop, extra);
    }
  }

  private static Timeline onMomentum(List<Object> rates, Loop loop, Option... extra) {
    List<GroupDefinition> groups = new ArrayList<>();
    for (Object rate : rates) {
      groups.add(GroupDefinition.of(List.of("p" + groups.size()), Map.of("lr", rate)));
    }
    Definition optimizer =
        Definition.of(
            "mindspore",
            "nn.Momentum",
            Map.of("learning_rate", rates.get(0), "momentum", 0.9),
            List.of());
    return Simulator.of(optimizer.withGroups(groups), When.AFTER_STEP, epoch -> Double.NaN, extra)
        .run(loop);
  }
}
