package dev.lockstep.porter.rule;

import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;

/** What the places of a file act on. */
final class Subjects {
  private Subjects() {}

  /** Whether the optimizer that a place acts on is known and stays as it is. */
  static boolean stay(FilePort port, Facing facing) {
    return facing.subject().stream()
        .flatMap(subject -> port.plans().of(subject).stream())
        .anyMatch(plan -> !port.isMade(plan));
  }

  /**
   * Whether an optimizer is ported, or one of those that it may be: others are marked themselves.
   */
  static boolean arePorted(FilePort port, Node optimizer) {
    List<OptimizerPlan> plans = port.plans().of(optimizer);
    return plans.isEmpty() || plans.stream().anyMatch(port::isMade) || isOfTarget(port, optimizer);
  }

  /** Whether an expression may be an object whose class is not known: not in the files. */
  static boolean isUnknown(FilePort port, Node optimizer) {
    return port.plans().of(optimizer).isEmpty()
        && !isOfTarget(port, optimizer)
        && port.program().flow().origins(optimizer).stream()
            .flatMap(o -> Call.of(o).stream())
            .anyMatch(c -> c.isNamedAsClass() && port.program().flow().callee(c).isEmpty());
  }

  /** Whether an expression may be what an earlier port has made. */
  static boolean isOfTarget(FilePort port, Node optimizer) {
    return port.program().flow().origins(optimizer).stream()
        .flatMap(o -> Call.of(o).stream())
        .flatMap(c -> port.program().qualified(c.callee()).stream())
        .anyMatch(name -> name.startsWith(port.options().to() + "."));
  }

  /** Whether an expression is an optimizer that is known, and ported. */
  static boolean areKnownAndPorted(FilePort port, Node optimizer) {
    List<OptimizerPlan> plans = port.plans().of(optimizer);
    return !plans.isEmpty() && plans.stream().allMatch(port::isMade);
  }

  /**
   * The model that a model is surely a part of, as it is written: MindSpore names parameters within
   * it. {@code self.head} of a module is {@code self}.
   */
  static String wholeModel(FilePort port, Node model) {
    Optional<Node> root = Effects.root(model);
    if (root.isEmpty() || !model.is("attribute")) {
      return model.text();
    }
    boolean whole =
        Flow.isSelf(root.get())
            ? Flow.enclosingClass(root.get()).filter(port.program()::isModule).isPresent()
            : port.program().flow().instanceOf(root.get()).stream()
                .allMatch(port.program()::isModule);
    Node first = model;
    while (first.get("object").is("attribute")) {
      first = first.get("object");
    }
    return whole ? root.get().text() : first.text();
  }
}
