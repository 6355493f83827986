package dev.lockstep.config.schedule;

import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.core.Option;
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
   * @param framework torch, or mindspore for its experimental schedulers
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
      boolean torch = framework.equals("torch");
      Definition optimizer =
          Definition.of(
              framework,
              torch ? "SGD" : "experimental.optim.SGD",
              torch ? Map.of("momentum", 0.9) : Map.of("lr", 0.1, "momentum", 0.9),
              List.of());
      List<GroupDefinition> groups = new ArrayList<>();
      for (double rate : baseRates) {
        groups.add(GroupDefinition.of(List.of("p" + groups.size()), Map.of("lr", rate)));
      }
      Definition whole = optimizer.withGroups(groups).withSchedulers(List.of(scheduler));
      return Simulator.of(whole, when, epoch -> Double.NaN, extra).run(loop);
    }
  }

  /**
   * Lists of rates for MindSpore, one a group: given to an optimizer of nn as its learning rate, or
   * assigned before each step.
   *
   * @param perGroup the lists, at least as long as the training
   */
  record Lists(List<List<Double>> perGroup) implements RateForm {
    public Lists {
      perGroup = perGroup.stream().map(List::copyOf).toList();
    }

    @Override
    public int groups() {
      return perGroup.size();
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
  record Calls(List<SchedulerDefinition> perGroup) implements RateForm {
    public Calls {
      perGroup = List.copyOf(perGroup);
    }

    @Override
    public int groups() {
      return perGroup.size();
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
