package dev.lockstep.porter.rule;

import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Node;
import java.util.List;

/** What the places of a file act on. */
final class Subjects {
  private Subjects() {}

  /** Whether the optimizer that a place acts on is known and stays as it is. */
  static boolean stay(FilePort port, Facing facing) {
    return facing.subject().stream()
        .flatMap(subject -> port.plans().of(subject).stream())
        .anyMatch(plan -> stays(port, plan));
  }

  /**
   * Whether an optimizer is ported, or one of those that it may be: others are marked themselves.
   */
  static boolean arePorted(FilePort port, Node optimizer) {
    List<OptimizerPlan> plans = port.plans().of(optimizer);
    return plans.isEmpty() || !plans.stream().allMatch(plan -> stays(port, plan));
  }

  private static boolean stays(FilePort port, OptimizerPlan plan) {
    return !plan.isPorted() || (plan.isUnsafe() && !port.options().unsafe());
  }
}
