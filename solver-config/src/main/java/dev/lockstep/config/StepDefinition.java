package dev.lockstep.config;

import java.util.List;
import java.util.Optional;

/**
 * What is done to gradients between backward and the optimizer, in this order: divided by the loss
 * scale, added up over {@code accumulation} backward passes, limited.
 *
 * @param clipping the limits, in their order
 * @param lossScale the loss scale, if there is one
 * @param accumulation backward passes for one step, each of whose losses is divided by it; at least
 *     1
 */
public record StepDefinition(
    List<ClippingDefinition> clipping, Optional<LossScaleDefinition> lossScale, int accumulation) {
  /** Gradients go to the optimizer as they are. */
  public static final StepDefinition PLAIN = new StepDefinition(List.of(), Optional.empty(), 1);

  public StepDefinition {
    clipping = List.copyOf(clipping);
  }

  /** Whether gradients go to the optimizer as they are. */
  public boolean isPlain() {
    return equals(PLAIN);
  }

  /** The same with other limits. */
  public StepDefinition withClipping(List<ClippingDefinition> limits) {
    return new StepDefinition(limits, lossScale, accumulation);
  }
}
