package dev.lockstep.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import ai.djl.util.NativeResource;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.function.Supplier;

/**
 * An array of DJL that is trained, and the parameter that an optimizer sees of it.
 *
 * <p>Before a backward pass a gradient that nobody wants to add to is filled with -0.0, the number
 * that changes no sum: what the engine adds is then the gradient to the last bit, as if it had none
 * before, and a gradient that is -0.0 throughout afterwards is one that the pass did not reach.
 */
final class Bound {
  private static final double NOTHING = -0.0;

  private final Supplier<NDArray> source;
  private final NDArray array;
  private final Parameter parameter;
  private final Memory value;
  private final Memory grad;

  /** One handle for good: memory that Java gave to an array is freed with the handle it went to. */
  private final NDArray gradient;

  private final boolean shared;

  /**
   * Binds an array. No gradients may be collected meanwhile.
   *
   * @param source where the array stands; to see that it was replaced
   * @param share whether to share memory if the engine can
   */
  Bound(String name, Supplier<NDArray> source, boolean share) {
    this.source = source;
    array = source.get();
    checkOpen(name, array);
    Memory[] memory = Memory.like(name, array, 2);
    value = memory[0];
    grad = memory[1];
    parameter = new Parameter(name, value.tensor());
    value.take(array);
    define(array);
    gradient = array.getGradient();
    NDScope.unregister(gradient); // it stays with the array's manager
    shared = share && move();
  }

  private static void checkOpen(String name, NDArray array) {
    if (array instanceof NativeResource<?> resource && resource.isReleased()) {
      throw new IllegalStateException(
          "the array of %s was closed; it must stay open as long as the session is used"
              .formatted(name));
    }
  }

  /** Makes the engine's gradient by adding -0.0 to it; before a first pass there is none. */
  private static void define(NDArray array) {
    array.setRequiresGradient(true);
    try (GradientCollector collector = array.getManager().getEngine().newGradientCollector();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray nothing = array.getManager().create(NOTHING); // see StepSession: numbers are freed
      collector.backward(array.sum().mul(nothing));
    }
  }

  private boolean move() {
    value.move(array);
    if (!value.holds(array)) {
      return false;
    }
    grad.take(gradient);
    grad.move(gradient);
    return grad.holds(gradient);
  }

  /** What the optimizer sees. */
  Parameter parameter() {
    return parameter;
  }

  /** The engine's array. */
  NDArray array() {
    return array;
  }

  /** The memory of the gradient. */
  Tensor gradient() {
    return grad.tensor();
  }

  /** Whether engine and optimizer work on one memory. */
  boolean isShared() {
    return shared;
  }

  /**
   * Takes the gradient as the engine has it, whoever ran the backward pass.
   *
   * @return whether it was reached since {@link #clear}
   */
  boolean fetch() {
    if (!shared) {
      grad.take(gradient);
    }
    return isReached();
  }

  /** Makes the engine see the values of the parameter. */
  void publish() {
    checkOpen(parameter.name(), array);
    if (source.get() != array) {
      throw new IllegalStateException(
          "the array of %s was replaced (a block was loaded or cleared): bind the block again"
              .formatted(parameter.name()));
    }
    if (!shared) {
      value.give(array);
    } else if (!value.holds(array)) { // someone set it: that is the value now
      value.take(array);
      value.move(array);
    }
  }

  /** The coming backward pass starts from no gradient. */
  void clear() {
    parameter.clearGrad();
    grad.tensor().fill(NOTHING);
    giveGradient();
  }

  /** The coming backward pass adds to the gradient that the parameter has. */
  void keep() {
    if (!parameter.hasGrad()) {
      clear();
    } else if (parameter.grad() != grad.tensor()) {
      grad.tensor().copyFrom(parameter.grad());
      giveGradient();
    }
  }

  private void giveGradient() {
    if (!shared) {
      grad.give(gradient);
    }
  }

  private boolean isReached() {
    Tensor tensor = grad.tensor();
    long nothing = Tensor.scalar(tensor.dtype(), NOTHING).bits(0);
    for (int i = 0; i < tensor.size(); i++) {
      if (tensor.bits(i) != nothing) {
        return true;
      }
    }
    return false;
  }
}
