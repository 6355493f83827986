package dev.lockstep.porter.rule;

import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Node;

/** What the places of a file act on. */
final class Subjects {
  private Subjects() {}

  /** Whether the optimizer that a place acts on is known and stays as it is. */
  static boolean stay(FilePort port, Facing facing) {
    return facing.subject().stream()
        .flatMap(subject -> port.plans().of(subject).stream())
        .anyMatch(plan -> !port.isMade(plan));
  }

  /** Whether all optimizers that an expression may be, as far as they are known, are ported. */
  static boolean arePorted(FilePort port, Node optimizer) {
    return port.plans().of(optimizer).stream().allMatch(port::isMade);
  }

  /** Whether an expression is an optimizer that is known, and ported. */
  static boolean areKnownAndPorted(FilePort port, Node optimizer) {
    return !port.plans().of(optimizer).isEmpty() && arePorted(port, optimizer);
  }
}
