package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Accelerate;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Set;

/** Tells whether statements may go into the function whose gradients are taken. */
final class Movable {
  /** What may stand among the statements of the function. */
  private static final Set<Construct> STAYING = Set.of(Construct.AMP, Construct.LR_READ);

  private final TrainingProgram program;
  private final Places places;

  Movable(TrainingProgram program, Places places) {
    this.program = program;
    this.places = places;
  }

  /**
   * All of some statements may.
   *
   * @throws Refusal if one may not
   */
  void requireAll(List<Node> statements) throws Refusal {
    for (Node statement : statements) {
      require(statement);
    }
  }

  private void require(Node statement) throws Refusal {
    for (Facing facing : places.all()) {
      boolean inside = statement.contains(facing.node());
      boolean cast = inside && facing.construct() == Construct.AMP && !isOff(facing.node());
      Refusal.unless(!cast || facing.subject().isEmpty(), Reasons.SCALED);
      Refusal.unless(!inside || STAYING.contains(facing.construct()), Reasons.SEVERAL_BACKWARDS);
    }
    Refusal.unless(!leaves(statement), Reasons.LEAVES);
  }

  /** Whether a statement may leave its block, or says what only its own function can mean. */
  static boolean leaves(Node statement) {
    return statement
        .descendants()
        .anyMatch(
            n ->
                n.is("return_statement", "yield", "await", "global_statement", "nonlocal_statement")
                    || (n.is("break_statement", "continue_statement")
                        && !staysInside(n, statement)));
  }

  private static boolean staysInside(Node jump, Node statement) {
    return jump.enclosing("for_statement", "while_statement")
        .filter(loop -> statement.contains(loop))
        .isPresent();
  }

  /** Whether a cast is one of an accelerator that computes in float32. */
  private boolean isOff(Node cast) {
    return Call.of(cast)
        .flatMap(Call::receiver)
        .filter(r -> Accelerate.isFull(program, r))
        .isPresent();
  }
}
