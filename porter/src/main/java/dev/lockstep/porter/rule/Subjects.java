package dev.lockstep.porter.rule;

import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Node;

/** What the places of a file act on. */
final class Subjects {
  private Subjects() {}

  /** Whether the optimizer that a place acts on is known and stays as it is. */
  static boolean stay(FilePort port, Facing facing) {
    return facing.subject().stream()
        .flatMap(subject -> port.plans().of(subject).stream())
        .anyMatch(plan -> stays(port, plan));
  }

  /** Whether all optimizers that an expression may be, as far as they are known, are ported. */
  static boolean arePorted(FilePort port, Node optimizer) {
    return port.plans().of(optimizer).stream().noneMatch(plan -> stays(port, plan));
  }

  private static boolean stays(FilePort port, OptimizerPlan plan) {
    return !plan.isPorted() || (plan.isUnsafe() && !port.options().unsafe());
  }
}
