package dev.lockstep.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named tensor that training changes, with its gradient.
 *
 * <p>Threads: no locking; one writer at a time.
 */
public final class Parameter implements Trainable {
  private String name;
  private final Tensor value;
  private @Nullable Tensor grad;
  private @Nullable SparseRows sparseGrad;
  private boolean requiresGrad = true;

  /** A parameter without a gradient. The tensor is used as it is, not copied. */
  public Parameter(String name, Tensor value) {
    this.name = OptionChecks.given(name, "name of a parameter");
    // Many are made: no words before they are needed.
    this.value = value != null ? value : OptionChecks.given(value, "value of parameter " + name);
  }

  /** The name, for instance {@code fc.weight}. */
  public String name() {
    return name;
  }

  /** Gives another name, as a tree does when it takes in a child. */
  public void rename(String newName) {
    name = OptionChecks.given(newName, "new name of parameter " + name);
  }

  /** The tensor that an optimizer overwrites. */
  public Tensor value() {
    return value;
  }

  /** False until a gradient was set, and after {@link #clearGrad}. */
  public boolean hasGrad() {
    return grad != null || sparseGrad != null;
  }

  /** Whether this tensor is the gradient. */
  boolean hasGrad(Tensor tensor) {
    return grad == tensor;
  }

  /**
   * The gradients of those parameters that have one, in their order.
   *
   * @throws IllegalStateException if one of them is sparse
   * @throws OptionException if a parameter is null
   */
  public static List<Tensor> grads(Iterable<Parameter> parameters) {
    List<Tensor> grads = new ArrayList<>();
    for (Parameter parameter : OptionChecks.given(parameters, "the parameters")) {
      if (OptionChecks.given(parameter, "each of the parameters").hasGrad()) {
        grads.add(parameter.grad());
      }
    }
    return grads;
  }

  /** True if the gradient is given by rows: {@link #sparseGrad} then, not {@link #grad}. */
  public boolean hasSparseGrad() {
    return sparseGrad != null;
  }

  /**
   * The gradient.
   *
   * @throws IllegalStateException if there is none, or a sparse one: ask {@link #hasGrad} first
   */
  public Tensor grad() {
    if (grad == null) {
      throw new IllegalStateException(
          "parameter " + name + " has no " + (hasGrad() ? "dense gradient" : "gradient"));
    }
    return grad;
  }

  /**
   * The gradient by rows.
   *
   * @throws IllegalStateException if there is none: ask {@link #hasSparseGrad} first
   */
  public SparseRows sparseGrad() {
    if (sparseGrad == null) {
      throw new IllegalStateException("parameter " + name + " has no sparse gradient");
    }
    return sparseGrad;
  }

  /**
   * Sets the gradient; the tensor is used as it is, not copied.
   *
   * @throws IllegalArgumentException if its type or shape does not {@linkplain Tensor#fits fit}
   */
  public void setGrad(Tensor grad) {
    // Often it is the one of the step before: to look at it again would be to wait for memory.
    if (this.grad == grad && grad != null) {
      return;
    }
    requireGrad(grad);
    if (!grad.fits(value)) {
      throw new IllegalArgumentException(
          "the gradient of %s must be %s, got %s".formatted(name, value, grad));
    }
    this.grad = grad;
    sparseGrad = null;
  }

  /**
   * Sets a gradient by rows; it is used as it is, not copied.
   *
   * @throws IllegalArgumentException if type or row size are not the value's, or a row is not there
   */
  public void setGrad(SparseRows grad) {
    requireGrad(grad);
    if (!grad.fits(value)) {
      throw new IllegalArgumentException(
          "the gradient of %s must have rows of %s, got %s".formatted(name, value, grad));
    }
    this.sparseGrad = grad;
    this.grad = null;
  }

  private void requireGrad(@Nullable Object grad) {
    if (grad == null) { // in steps: no words before they are needed
      throw new OptionException(
          "the gradient of %s must be given, got null; clearGrad() forgets it".formatted(name));
    }
  }

  /** Forgets the gradient, as torch's {@code p.grad = None}. */
  public void clearGrad() {
    grad = null;
    sparseGrad = null;
  }

  /** Whether this parameter is to be trained. */
  public boolean requiresGrad() {
    return requiresGrad;
  }

  /** Sets whether this parameter is to be trained. */
  public void setRequiresGrad(boolean requiresGrad) {
    this.requiresGrad = requiresGrad;
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
