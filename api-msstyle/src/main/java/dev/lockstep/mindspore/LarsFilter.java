package dev.lockstep.mindspore;

import dev.lockstep.core.Parameter;

/** Which parameters LARS scales. */
@FunctionalInterface
public interface LarsFilter {
  /** Whether the gradient of this parameter is scaled. */
  boolean accepts(Parameter parameter);
}
