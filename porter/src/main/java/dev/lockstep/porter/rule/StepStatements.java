package dev.lockstep.porter.rule;

import java.util.List;

/** The statements of a training step in torch. */
final class StepStatements {
  private StepStatements() {}

  /** {@code optimizer.zero_grad()}, the loss, {@code loss.backward()}. */
  static List<String> of(String optimizer, String loss, String value) {
    return List.of(optimizer + ".zero_grad()", loss + " = " + value, loss + ".backward()");
  }
}
