package dev.lockstep.config;

import dev.lockstep.core.Option;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.megengine.optimizer.LRScheduler;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An optimizer with its schedulers, made from a definition and taken through a loop with gradients
 * from outside: what a report and a comparison of two definitions run.
 *
 * <p>Schedulers step after the optimizer: every {@code steps_per_epoch} steps if the definition
 * gives that, else after each step. The rates of {@code mindspore.nn} advance by themselves.
 *
 * <p>Threads: one caller at a time.
 */
public abstract sealed class TrainingRun {
  private final Definition definition;
  private final List<Parameter> parameters;
  private final List<Runnable> schedulers = new ArrayList<>();
  private int steps;

  private TrainingRun(Definition definition, List<Parameter> parameters) {
    this.definition = definition;
    this.parameters = List.copyOf(parameters);
  }

  /** Makes the definition's schedulers of an optimizer, which only become known by their class. */
  final <S> void schedule(Class<S> type, Object optimizer, Consumer<S> step) {
    for (Object made : Builder.schedulers(definition, optimizer)) {
      schedulers.add(() -> step.accept(type.cast(made)));
    }
  }

  /** Counts a step of the optimizer and steps the schedulers when it is their turn. */
  final void stepped() {
    steps++;
    if (steps % Math.max(1, definition.stepsPerEpoch()) == 0) {
      schedulers.forEach(Runnable::run);
    }
  }

  /**
   * Builds the optimizer and its schedulers.
   *
   * @param definition what to build
   * @param parameters the parameters, matched by name with the definition's groups
   * @param extra the arithmetic, quirks, threads
   * @throws DefinitionException if the definition cannot be built
   * @throws dev.lockstep.core.OptionException if the framework would refuse it
   */
  public static TrainingRun of(Definition definition, List<Parameter> parameters, Option... extra) {
    Object optimizer = Builder.build(definition, parameters, extra);
    if (optimizer instanceof MindSporeOptimizer mindSpore) {
      return new MindSporeRun(definition, parameters, mindSpore);
    }
    Optional<Grouped> grouped = Grouped.of(optimizer);
    if (grouped.isPresent()) {
      return new GroupedRun(definition, parameters, optimizer, grouped.get());
    }
    throw new DefinitionException(definition.api() + " cannot be run with given gradients");
  }

  /** The parameters, in the order of {@link #rates}. */
  public final List<Parameter> parameters() {
    return parameters;
  }

  /** The rate that the coming step uses, for each parameter. */
  public abstract double[] rates();

  /**
   * One step.
   *
   * @param gradients one a parameter, by name; in torch's style a missing one means "no gradient"
   */
  public abstract void step(Map<String, Tensor> gradients);

  private static final class GroupedRun extends TrainingRun {
    private final Grouped optimizer;

    GroupedRun(
        Definition definition, List<Parameter> parameters, Object optimizer, Grouped grouped) {
      super(definition, parameters);
      this.optimizer = grouped;
      schedule(Object.class, optimizer, GroupedRun::advance);
    }

    private static void advance(Object scheduler) {
      if (scheduler instanceof Scheduler torch) {
        torch.step();
      } else if (scheduler instanceof dev.lockstep.oneflow.optim.lrscheduler.LRScheduler oneFlow) {
        oneFlow.step();
      } else if (scheduler instanceof LRScheduler megEngine) {
        megEngine.step();
      } else {
        throw new DefinitionException(
            scheduler.getClass().getSimpleName() + " needs a metric; there is none here");
      }
    }

    @Override
    public double[] rates() {
      double[] rates = new double[parameters().size()];
      for (ParamGroup group : optimizer.groups()) {
        for (Parameter parameter : group.params()) {
          rates[parameters().indexOf(parameter)] = group.get(optimizer.rate());
        }
      }
      return rates;
    }

    @Override
    public void step(Map<String, Tensor> gradients) {
      for (Parameter parameter : parameters()) {
        Tensor gradient = gradients.get(parameter.name());
        if (gradient == null) {
          parameter.clearGrad();
        } else {
          parameter.setGrad(gradient);
        }
      }
      optimizer.step().run();
      stepped();
    }
  }

  private static final class MindSporeRun extends TrainingRun {
    private final MindSporeOptimizer optimizer;

    MindSporeRun(Definition definition, List<Parameter> parameters, MindSporeOptimizer optimizer) {
      super(definition, parameters);
      this.optimizer = optimizer;
      schedule(
          dev.lockstep.mindspore.experimental.optim.lrscheduler.Scheduler.class,
          optimizer,
          dev.lockstep.mindspore.experimental.optim.lrscheduler.Scheduler::step);
    }

    @Override
    public double[] rates() {
      float[] inOrder = optimizer.getLr();
      double[] rates = new double[parameters().size()];
      for (int i = 0; i < inOrder.length; i++) {
        rates[parameters().indexOf(optimizer.parameterOrder().get(i))] = inOrder[i];
      }
      return rates;
    }

    @Override
    public void step(Map<String, Tensor> gradients) {
      List<Tensor> inOrder = new ArrayList<>();
      for (Parameter parameter : optimizer.parameterOrder()) {
        Tensor gradient = gradients.get(parameter.name());
        if (gradient == null) {
          throw new DefinitionException(
              "MindSpore needs a gradient for every parameter; none for " + parameter.name());
        }
        inOrder.add(gradient);
      }
      optimizer.apply(inOrder);
      stepped();
    }
  }
}
