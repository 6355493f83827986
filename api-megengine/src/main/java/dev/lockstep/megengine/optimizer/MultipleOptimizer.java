package dev.lockstep.megengine.optimizer;

import java.util.List;

/**
 * Several optimizers that are stepped and cleared together, as the MegEngine guide proposes (its
 * class lacks {@code self} and so cannot be constructed; this is what it means).
 *
 * <p>Optimizers that are stepped at different times need no such class: call each one's methods.
 */
public final class MultipleOptimizer {
  private final List<Optimizer> optimizers;

  /** These optimizers, in this order. */
  public MultipleOptimizer(Optimizer... optimizers) {
    this.optimizers = List.of(optimizers);
  }

  /** The optimizers. */
  public List<Optimizer> optimizers() {
    return optimizers;
  }

  /** Forgets the gradients of all. */
  public void clearGrad() {
    optimizers.forEach(Optimizer::clearGrad);
  }

  /** Steps all. */
  public void step() {
    optimizers.forEach(Optimizer::step);
  }
}
