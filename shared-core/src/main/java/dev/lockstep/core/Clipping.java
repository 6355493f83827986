package dev.lockstep.core;

import java.util.List;

/**
 * A limit of gradients, applied between backward and the optimizer's step.
 *
 * <p>Threads: stateless, safe to share; the gradients belong to one caller at a time.
 */
@FunctionalInterface
public interface Clipping {
  /** Limits these gradients together, in place. */
  void apply(List<Tensor> gradients);
}
