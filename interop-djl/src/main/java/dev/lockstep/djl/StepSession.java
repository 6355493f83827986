package dev.lockstep.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.util.Pair;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.ValueAndGrad;
import dev.lockstep.torch.optim.Optimizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A training loop of one's own over DJL's autograd, in torch's or in MindSpore's style.
 *
 * <pre>{@code
 * StepSession session = StepSession.of(block);
 * var optimizer = new AdamW(session.parameters(), lr(1e-3));
 *
 * optimizer.zeroGrad();                                         // torch's style
 * double loss = session.backward(() -> loss(x, y));
 * optimizer.step();
 *
 * var gradOf = session.valueAndGrad(this::loss, optimizer.parameterOrder());  // MindSpore's
 * optimizer.apply(gradOf.apply(batch).gradients());
 * }</pre>
 *
 * <p>Parameters and gradients are the engine's own memory (see {@link #isShared}): nothing is
 * copied in a step. Arrays that a forward pass makes are closed when the pass is over; {@link
 * NDScope#unregister(NDArray)} keeps one.
 *
 * <p>A forward pass on DJL's PyTorch engine must not multiply, divide or raise by a Java number
 * ({@code loss.mul(0.5)}; {@code Loss.l2Loss} does): DJL gives torch the number in memory of Java
 * that it lets go of at once, torch reads it again in the backward pass, and a collection of
 * garbage in between makes gradients of whatever lies there then. An array that stays open does it
 * right: {@code loss.mul(manager.create(0.5f))}.
 *
 * <p>A parameter that the pass did not reach has no gradient, as in torch. It cannot be told from
 * one whose gradient is -0.0 in every element.
 *
 * <p>Between passes an array may be written by the engine ({@link NDArray#set}); the next pass
 * notices. The arrays stay open as long as the session is used. Threads: one caller at a time; DJL
 * collects gradients for one caller in the whole process.
 */
public final class StepSession {
  private final Map<String, Bound> bounds = new LinkedHashMap<>();
  private final Map<Parameter, Bound> byParameter = new HashMap<>();
  private final Engine engine;

  private StepSession(Map<String, Supplier<NDArray>> arrays, boolean share) {
    if (arrays.isEmpty()) {
      throw new OptionException("there is nothing to train: no parameter requires a gradient");
    }
    IdentityHashMap<NDArray, String> names = new IdentityHashMap<>();
    arrays.forEach(
        (name, source) -> {
          String other = names.put(source.get(), name);
          OptionChecks.require(
              other == null, "%s and %s are one array; bind it once, under one name", other, name);
          Bound bound = new Bound(name, source, share);
          bounds.put(name, bound);
          byParameter.put(bound.parameter(), bound);
        });
    engine = bounds.values().iterator().next().array().getManager().getEngine();
  }

  /** The trained parameters of an initialised block, in its order, under its names. */
  public static StepSession of(Block block) {
    return of(block, UnaryOperator.identity());
  }

  /** The same under other names, such as those of a checkpoint. */
  public static StepSession of(Block block, UnaryOperator<String> names) {
    return new StepSession(arrays(block, names), true);
  }

  /** The trained parameters of a trainer's block. */
  public static StepSession of(Trainer trainer) {
    return of(trainer.getModel().getBlock());
  }

  /** Arrays without a block, in the order of the map. */
  public static StepSession of(Map<String, NDArray> arrays) {
    return of(arrays, true);
  }

  /** The same; without {@code share}, with copies as if the engine kept its own memory. */
  static StepSession of(Map<String, NDArray> arrays, boolean share) {
    Map<String, Supplier<NDArray>> sources = new LinkedHashMap<>();
    arrays.forEach((name, array) -> sources.put(name, () -> array));
    return new StepSession(sources, share);
  }

  private static Map<String, Supplier<NDArray>> arrays(Block block, UnaryOperator<String> names) {
    Map<String, Supplier<NDArray>> arrays = new LinkedHashMap<>();
    for (Pair<String, ai.djl.nn.Parameter> pair : block.getParameters()) {
      String name = names.apply(pair.getKey());
      if (pair.getValue().requiresGradient()
          && arrays.put(name, pair.getValue()::getArray) != null) {
        throw new OptionException("two parameters have the name " + name);
      }
    }
    return arrays;
  }

  /** The parameters for an optimizer, in order. */
  public List<Parameter> parameters() {
    return bounds.values().stream().map(Bound::parameter).toList();
  }

  /**
   * The parameter of that name.
   *
   * @throws OptionException if there is none
   */
  public Parameter parameter(String name) {
    return bound(name).parameter();
  }

  private Bound bound(String name) {
    Bound bound = bounds.get(name);
    if (bound == null) {
      throw new OptionException("no parameter %s; there are %s".formatted(name, bounds.keySet()));
    }
    return bound;
  }

  /** Whether all parameters are the engine's own memory; otherwise a step copies each way. */
  public boolean isShared() {
    return bounds.values().stream().allMatch(Bound::isShared);
  }

  /** Forgets all gradients; an optimizer's {@code zeroGrad} does the same for its own. */
  public void zeroGrad() {
    bounds.values().forEach(bound -> bound.parameter().clearGrad());
  }

  /**
   * Torch's {@code loss.backward()}: gradients are added to those that the parameters have.
   *
   * @param forward computes the loss, a single number
   * @return the loss
   * @throws IllegalArgumentException if the loss is not a single number
   */
  public double backward(Supplier<NDArray> forward) {
    bounds.values().forEach(Bound::keep);
    double loss = pass(forward);
    for (Bound bound : bounds.values()) {
      if (bound.fetch() || bound.parameter().hasGrad()) {
        bound.parameter().setGrad(bound.gradient());
      }
    }
    return loss;
  }

  /**
   * Torch's {@code optimizer.step(closure)}: the closure forgets the gradients and runs a backward
   * pass; LBFGS calls it several times.
   *
   * @return the loss before the step
   */
  public double step(Optimizer optimizer, Supplier<NDArray> forward) {
    return optimizer.step(
        () -> {
          optimizer.zeroGrad();
          return backward(forward);
        });
  }

  /**
   * MindSpore's {@code value_and_grad(forward, None, weights)}: a function that gives the loss and
   * the gradients of the weights, zeros where the loss does not depend on one.
   *
   * @param forward computes the loss, a single number, from what the function is given
   * @param weights in the order of the gradients, for instance an optimizer's {@code
   *     parameterOrder()}
   */
  public <T> Function<T, ValueAndGrad> valueAndGrad(
      Function<? super T, NDArray> forward, Collection<Parameter> weights) {
    List<Bound> wanted = new ArrayList<>();
    for (Parameter weight : weights) {
      Bound bound = byParameter.get(weight);
      if (bound == null) {
        throw new OptionException(
            "%s is not one of this session's parameters %s"
                .formatted(weight.name(), bounds.keySet()));
      }
      wanted.add(bound);
    }
    return given -> {
      bounds.values().forEach(Bound::clear);
      double loss = pass(() -> forward.apply(given));
      return new ValueAndGrad(loss, wanted.stream().map(StepSession::gradient).toList());
    };
  }

  private static Tensor gradient(Bound bound) {
    if (!bound.fetch()) {
      bound.gradient().fill(0);
    }
    return bound.gradient();
  }

  /** Lets the engine see the parameters, for a forward pass outside of this session. */
  public void publish() {
    bounds.values().forEach(Bound::publish);
  }

  private double pass(Supplier<NDArray> forward) {
    publish();
    try (GradientCollector collector = engine.newGradientCollector();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray loss = OptionChecks.given(forward.get(), "the loss of the forward pass");
      if (loss.size() != 1) {
        throw new IllegalArgumentException(
            "the loss must be a single number, got the shape %s; take its mean or its sum"
                .formatted(loss.getShape()));
      }
      collector.backward(loss);
      return loss.toArray()[0].doubleValue();
    }
  }

  /** The bound of a block's parameter, for {@link LockstepOptimizer}. */
  List<Bound> bounds() {
    return List.copyOf(bounds.values());
  }
}
