package dev.lockstep.porter.step;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;

/** Where the function of a step is defined: outside of the loops around it, if it can be. */
final class Home {
  private final TrainingProgram program;

  Home(TrainingProgram program) {
    this.program = program;
  }

  /**
   * The outermost loop around a step before which its optimizer already has its value.
   *
   * @param first the first statement of the function
   */
  Node of(Node first, Node optimizer) {
    Node home = first;
    for (Node loop : Statements.loops(first)) {
      boolean made =
          bindings(optimizer).stream()
              .anyMatch(b -> !b.is(Binding.Kind.PARAMETER) && loop.contains(b.site()));
      if (made) {
        break;
      }
      home = loop;
    }
    return home;
  }

  /** Whether an optimizer has its value before a place. */
  boolean isKnown(Node optimizer, Node home) {
    return bindings(optimizer).stream()
        .allMatch(b -> b.is(Binding.Kind.PARAMETER) || b.site().end() <= home.start());
  }

  private List<Binding> bindings(Node optimizer) {
    return Effects.root(optimizer)
        .map(root -> program.project().scopes(root).lookup(root))
        .orElse(List.of());
  }
}
