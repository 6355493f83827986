package dev.lockstep.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer of Lockstep for code that uses DJL's {@code Trainer}.
 *
 * <pre>{@code
 * var optimizer = LockstepOptimizer.torch(block, parameters -> new AdamW(parameters, lr(1e-3)));
 * var config = new DefaultTrainingConfig(loss).optOptimizer(optimizer);
 * }</pre>
 *
 * <p>DJL calls {@link #update} for one parameter after the other, in no order. The step is taken
 * when the last one has come: in the optimizer's own order, counted once, with all gradients in
 * sight. Gradients are forgotten afterwards, as DJL's own optimizers do. A parameter that no loss
 * reached has no gradient.
 *
 * <p>One device. Threads: one caller at a time.
 *
 * @param <O> the optimizer behind it
 */
public final class LockstepOptimizer<O> extends Optimizer {
  private final Block block;
  private final Function<List<Parameter>, O> factory;
  private final Consumer<O> step;
  private final BiFunction<O, Parameter, Map<String, Object>> stateOf;
  private final List<Runnable> after = new ArrayList<>();
  private final Map<String, Bound> byId = new LinkedHashMap<>();
  private final Set<String> arrived = new LinkedHashSet<>();
  private @Nullable O optimizer;

  private LockstepOptimizer(
      Block block,
      Function<List<Parameter>, O> factory,
      Consumer<O> step,
      BiFunction<O, Parameter, Map<String, Object>> stateOf) {
    super(new Settings());
    this.block = block;
    this.factory = factory;
    this.step = step;
    this.stateOf = stateOf;
  }

  /** DJL's own settings stay at their defaults, which change no gradient. */
  private static final class Settings extends OptimizerBuilder<Settings> {
    @Override
    protected Settings self() {
      return this;
    }
  }

  /**
   * An optimizer in torch's style.
   *
   * @param block the model, whose parameters give the names
   * @param factory makes the optimizer when the block is initialised
   */
  public static <O extends dev.lockstep.torch.optim.Optimizer> LockstepOptimizer<O> torch(
      Block block, Function<List<Parameter>, O> factory) {
    return new LockstepOptimizer<>(
        block,
        factory,
        dev.lockstep.torch.optim.Optimizer::step,
        dev.lockstep.torch.optim.Optimizer::state);
  }

  /** An optimizer in MindSpore's style; a parameter without a gradient has one of zeros there. */
  public static <O extends MindSporeOptimizer> LockstepOptimizer<O> mindSpore(
      Block block, Function<List<Parameter>, O> factory) {
    return new LockstepOptimizer<>(
        block, factory, LockstepOptimizer::apply, MindSporeOptimizer::state);
  }

  private static void apply(MindSporeOptimizer optimizer) {
    List<Tensor> gradients =
        optimizer.parameterOrder().stream()
            .map(p -> p.hasGrad() ? p.grad() : p.value().zerosLike())
            .toList();
    optimizer.apply(gradients);
  }

  /** Runs after every step from now on, for instance {@code scheduler::step}; returns this. */
  public LockstepOptimizer<O> onStep(Runnable action) {
    after.add(action);
    return this;
  }

  /**
   * The optimizer behind it, made now if it was not yet.
   *
   * @throws ai.djl.nn.UninitializedParameterException before {@code trainer.initialize}
   */
  public O optimizer() {
    if (optimizer == null) {
      StepSession session = StepSession.of(block);
      List<Bound> bounds = session.bounds();
      for (Pair<String, ai.djl.nn.Parameter> pair : block.getParameters()) {
        if (pair.getValue().requiresGradient()) {
          byId.put(pair.getValue().getId(), bounds.get(byId.size()));
        }
      }
      optimizer = factory.apply(session.parameters());
    }
    return optimizer;
  }

  /**
   * The live state of each parameter under its name in the block: DJL's ids are others in every
   * run. {@code TorchState} and {@code MindSporeState} of the checkpoints write and read it.
   */
  public Map<String, Map<String, Object>> state() {
    O made = optimizer();
    Map<String, Map<String, Object>> states = new LinkedHashMap<>();
    for (Bound bound : byId.values()) {
      states.put(bound.parameter().name(), stateOf.apply(made, bound.parameter()));
    }
    return states;
  }

  /**
   * Called by DJL with each parameter of a step.
   *
   * @throws IllegalStateException if one comes twice in a step: several devices, or a step that
   *     failed
   */
  @Override
  public void update(String parameterId, NDArray weight, NDArray grad) {
    O made = optimizer();
    Bound bound = byId.get(parameterId);
    if (bound == null) {
      throw new IllegalStateException(
          "%s is no parameter of this optimizer's block that was trained when the optimizer was"
                  .formatted(parameterId)
              + " made: give it the block that the trainer trains, and freeze before training");
    }
    if (weight != bound.array() || !arrived.add(parameterId)) {
      arrived.clear();
      throw new IllegalStateException(
          "%s was updated twice in a step: train on one device, and in one trainer"
              .formatted(bound.parameter().name()));
    }
    if (bound.fetch()) {
      bound.parameter().setGrad(bound.gradient());
    }
    if (arrived.size() == awaited()) {
      arrived.clear();
      byId.values().forEach(Bound::publish);
      step.accept(made);
      byId.values().forEach(Bound::publish);
      byId.values().forEach(Bound::clear);
      after.forEach(Runnable::run);
    }
  }

  /** Parameters that are not frozen now. */
  private long awaited() {
    return block.getParameters().values().stream()
        .filter(ai.djl.nn.Parameter::requiresGradient)
        .count();
  }
}
