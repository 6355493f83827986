package dev.lockstep.config.schedule;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.Grouped;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.nn.Optimizer;
import dev.lockstep.mindspore.train.LearningRateScheduler;
import dev.lockstep.torch.optim.lrscheduler.ReduceLROnPlateau;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/**
 * A training loop without data: an optimizer of either style, the schedulers that are stepped
 * beside it and when, and what each step then used.
 *
 * <pre>{@code
 * Timeline torch = Simulator.of(sgd).with(When.AFTER_EPOCH, stepLr).run(Loop.of(90, 391));
 * Timeline mindSpore = Simulator.of(momentum).run(Loop.of(90, 391));
 * torch.firstDifference(mindSpore, DType.F32).ifPresent(System.out::println);
 * }</pre>
 *
 * <p>Running changes the optimizer (its steps get zero gradients or none) and the schedulers.
 *
 * <p>Threads: one caller at a time.
 */
public final class Simulator {
  /** A step of a scheduler; it is told the epoch and the step, counted from 0. */
  private interface Turn {
    void take(int epoch, int step);
  }

  private final Watched optimizer;
  private final Map<When, List<Turn>> turns = new EnumMap<>(When.class);

  private Simulator(Watched optimizer) {
    this.optimizer = optimizer;
    for (When when : When.values()) {
      turns.put(when, new ArrayList<>());
    }
  }

  /**
   * A loop around an optimizer of either facade. Rates of {@code mindspore.nn} optimizers that are
   * lists or schedules advance by themselves.
   *
   * @throws DefinitionException if it is no optimizer
   */
  public static Simulator of(Object optimizer) {
    return new Simulator(Watched.of(optimizer));
  }

  /**
   * A loop around the optimizer of a definition, with its schedulers.
   *
   * @param when when its schedulers are stepped
   * @param metric what {@code ReduceLROnPlateau} is told at the end of an epoch
   * @param extra the arithmetic, quirks
   * @throws DefinitionException if it cannot be built
   * @throws dev.lockstep.core.OptionException if the framework would refuse it
   */
  public static Simulator of(
      Definition definition, When when, IntToDoubleFunction metric, Option... extra) {
    Object optimizer = Builder.build(definition, stands(definition), extra);
    Simulator simulator = of(optimizer);
    simulator.with(When.BEFORE_STEP, Builder.decays(definition, optimizer));
    for (Object scheduler : Builder.schedulers(definition, optimizer)) {
      simulator.withBuilt(when, scheduler, metric);
    }
    return simulator;
  }

  private Simulator withBuilt(When when, Object scheduler, IntToDoubleFunction metric) {
    if (scheduler
        instanceof dev.lockstep.mindspore.experimental.optim.lrscheduler.ReduceLROnPlateau other) {
      return with(when, other, metric);
    }
    if (scheduler
        instanceof dev.lockstep.mindspore.experimental.optim.lrscheduler.Scheduler mindSpore) {
      return with(when, mindSpore);
    }
    return turn(
        when, (epoch, step) -> Grouped.advance(scheduler, () -> metric.applyAsDouble(epoch)));
  }

  /** Parameters of one number that stand for those of a definition. */
  private static List<Parameter> stands(Definition definition) {
    Set<String> names = new LinkedHashSet<>();
    definition.parameters().stream().map(ParameterDefinition::name).forEach(names::add);
    if (names.isEmpty()) {
      for (GroupDefinition group : definition.groups()) {
        group.params().forEach(pattern -> names.add(pattern.replace("*", "x")));
      }
    }
    if (names.isEmpty()) {
      names.add("x");
    }
    return names.stream().map(name -> new Parameter(name, Tensor.of(new float[1]))).toList();
  }

  /** Steps a torch scheduler. */
  public Simulator with(When when, Scheduler scheduler) {
    return turn(when, (epoch, step) -> scheduler.step());
  }

  /** Steps torch's ReduceLROnPlateau with a metric of the epoch. */
  public Simulator with(When when, ReduceLROnPlateau scheduler, IntToDoubleFunction metric) {
    return turn(when, (epoch, step) -> scheduler.step(metric.applyAsDouble(epoch)));
  }

  /** Steps an experimental scheduler of MindSpore. */
  public Simulator with(
      When when, dev.lockstep.mindspore.experimental.optim.lrscheduler.Scheduler scheduler) {
    return turn(when, (epoch, step) -> scheduler.step());
  }

  /** Steps MindSpore's experimental ReduceLROnPlateau with a metric of the epoch. */
  public Simulator with(
      When when,
      dev.lockstep.mindspore.experimental.optim.lrscheduler.ReduceLROnPlateau scheduler,
      IntToDoubleFunction metric) {
    return turn(when, (epoch, step) -> scheduler.step(metric.applyAsDouble(epoch)));
  }

  /** Calls MindSpore's callback after each step. */
  public Simulator with(LearningRateScheduler callback, Optimizer nnOptimizer) {
    return turn(When.AFTER_STEP, (epoch, step) -> callback.stepEnd(nnOptimizer, step + 1));
  }

  /** Does anything else, for instance assigns a weight decay; it is told the step, from 0. */
  public Simulator with(When when, IntConsumer action) {
    return turn(when, (epoch, step) -> action.accept(step));
  }

  private Simulator turn(When when, Turn turn) {
    turnsAt(when).add(turn);
    return this;
  }

  private List<Turn> turnsAt(When when) {
    return turns.getOrDefault(when, List.of());
  }

  /**
   * Goes through the loop.
   *
   * @return what each step used
   * @throws dev.lockstep.core.OptionException if a list of rates is shorter than the loop
   */
  public Timeline run(Loop loop) {
    Timeline timeline = new Timeline(loop, optimizer.parameters());
    int step = 0;
    for (int epoch = 0; epoch < loop.epochs(); epoch++) {
      take(When.BEFORE_EPOCH, epoch, step);
      for (int batch = 0; batch < loop.stepsOfEpoch().get(epoch); batch++) {
        take(When.BEFORE_STEP, epoch, step);
        for (Quantity quantity : Quantity.values()) {
          timeline.add(quantity, optimizer.read(quantity));
        }
        optimizer.step();
        take(When.AFTER_STEP, epoch, step);
        step++;
      }
      take(When.AFTER_EPOCH, epoch, step);
    }
    return timeline;
  }

  private void take(When when, int epoch, int step) {
    turnsAt(when).forEach(turn -> turn.take(epoch, step));
  }
}
