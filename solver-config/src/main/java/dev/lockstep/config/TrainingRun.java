package dev.lockstep.config;

import dev.lockstep.core.Option;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptimizer;
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
 * Gradients are added up, divided by the loss scale and limited as the definition says; weight
 * decays that move are set before each step.
 *
 * <p>Threads: one caller at a time.
 */
public abstract sealed class TrainingRun {
  private final Definition definition;
  private final List<Parameter> parameters;
  private final List<Runnable> schedulers = new ArrayList<>();
  private final StepGradients path;
  private final MovingDecay decay;
  private int steps;

  private TrainingRun(Definition definition, List<Parameter> parameters) {
    this.definition = definition;
    this.parameters = List.copyOf(parameters);
    this.path = new StepGradients(definition);
    this.decay = new MovingDecay(definition);
  }

  /** Makes the definition's schedulers of an optimizer, which only become known by their class. */
  final <S> void schedule(Class<S> type, Object optimizer, Consumer<S> step) {
    for (Object made : Builder.schedulers(definition, optimizer)) {
      schedulers.add(() -> step.accept(type.cast(made)));
    }
  }

  /** What the coming loss is to be multiplied by, and its gradients with it. */
  public final double lossScale() {
    return path.lossScale();
  }

  /** How many steps the optimizer has made. */
  public final int steps() {
    return steps;
  }

  /**
   * The gradients of one backward pass, of the scaled loss.
   *
   * @param gradients one a parameter, by name; in torch's style a missing one means "no gradient"
   * @return whether the optimizer made a step: not while gradients are added up, nor if one is not
   *     finite under a loss scale
   */
  public final boolean step(Map<String, Tensor> gradients) {
    Optional<Map<String, Tensor>> ready = path.take(gradients);
    if (ready.isEmpty()) {
      return false;
    }
    decay.set(optimizer(), steps);
    update(ready.get());
    steps++;
    if (steps % definition.schedulerInterval() == 0) {
      schedulers.forEach(Runnable::run);
    }
    return true;
  }

  /** The optimizer. */
  public abstract Object optimizer();

  /** The optimizer's step. */
  abstract void update(Map<String, Tensor> gradients);

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

  private static final class GroupedRun extends TrainingRun {
    private final Object built;
    private final Grouped optimizer;

    GroupedRun(
        Definition definition, List<Parameter> parameters, Object optimizer, Grouped grouped) {
      super(definition, parameters);
      this.built = optimizer;
      this.optimizer = grouped;
      schedule(Object.class, optimizer, GroupedRun::advance);
    }

    private static void advance(Object scheduler) {
      Grouped.advance(
          scheduler,
          () -> {
            throw new DefinitionException(
                scheduler.getClass().getSimpleName() + " needs a metric; there is none here");
          });
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
    public Object optimizer() {
      return built;
    }

    @Override
    void update(Map<String, Tensor> gradients) {
      for (Parameter parameter : parameters()) {
        Tensor gradient = gradients.get(parameter.name());
        if (gradient == null) {
          parameter.clearGrad();
        } else {
          parameter.setGrad(gradient);
        }
      }
      optimizer.step().run();
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
    public Object optimizer() {
      return optimizer;
    }

    @Override
    void update(Map<String, Tensor> gradients) {
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
    }
  }
}
