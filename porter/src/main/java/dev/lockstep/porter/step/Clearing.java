package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which statements clear the gradients of an optimizer: through it, or through its model. */
final class Clearing {
  private final TrainingProgram program;
  private final List<Facing> facings;

  Clearing(TrainingProgram program, List<Facing> facings) {
    this.program = program;
    this.facings = facings;
  }

  /** Those of some statements that clear an optimizer's gradients. */
  List<Node> of(Node optimizer, Set<Node> statements) throws Refusal {
    List<Node> own = new ArrayList<>();
    for (Facing facing : facings) {
      Node statement = Statements.of(facing.node());
      boolean clearing =
          facing.construct() == Construct.ZERO_GRAD
              && statements.contains(statement)
              && clears(facing.subject().orElseThrow(), optimizer);
      if (clearing) {
        Refusal.unless(Statements.isAlone(facing.node()), Reasons.ZERO_GRAD_ELSEWHERE);
        own.add(statement);
      }
    }
    return own;
  }

  /**
   * Whether nothing clears an optimizer's gradients: it is made here, for a variable, and nothing
   * in the file clears any.
   */
  boolean isNever(Node optimizer) {
    Set<OptimizerSite> sites = program.optimizersOf(optimizer);
    return optimizer.is("identifier")
        && !sites.isEmpty()
        && sites.stream().allMatch(s -> s.call().node().source() == optimizer.source())
        && facings.stream().noneMatch(f -> f.construct() == Construct.ZERO_GRAD);
  }

  /** Whether clearing a variable clears the optimizer's gradients: itself, or its model. */
  boolean clears(Node subject, Node optimizer) {
    if (subject.text().equals(optimizer.text())
        || isHeld(subject, optimizer)
        || holds(subject, optimizer)) {
      return true;
    }
    if (program.isOptimizer(subject)) {
      return !program.optimizersOf(subject).isEmpty()
          && program.optimizersOf(subject).equals(program.optimizersOf(optimizer));
    }
    Set<OptimizerSite> sites = program.optimizersOf(optimizer);
    boolean single =
        facings.stream()
            .filter(f -> f.construct() == Construct.STEP)
            .filter(f -> Statements.function(f.node()).equals(Statements.function(optimizer)))
            .allMatch(f -> f.subject().filter(s -> s.text().equals(optimizer.text())).isPresent());
    return sites.isEmpty()
        ? single
        : sites.stream().allMatch(site -> optimizes(site, subject, single));
  }

  /** Whether an expression names what the script's own object stands for. */
  private boolean isHeld(Node subject, Node optimizer) {
    return subject.is("attribute")
        && subject.get("object").text().equals(optimizer.text())
        && program
            .wrapper(optimizer)
            .map(m -> m.optimizer().get("attribute").text())
            .filter(subject.get("attribute").text()::equals)
            .isPresent();
  }

  /** Whether an object holds the optimizer of its parameters: {@code network.optimizer}. */
  private static boolean holds(Node subject, Node optimizer) {
    return optimizer.is("attribute")
        && optimizer.get("object").text().equals(subject.text())
        && !Flow.isSelf(subject);
  }

  private boolean optimizes(OptimizerSite site, Node model, boolean single) {
    Optional<Call> parameters = site.params().map(Argument::value).flatMap(Call::of);
    boolean ofModel =
        parameters
            .filter(c -> c.name().equals("parameters"))
            .flatMap(Call::receiver)
            .filter(r -> r.text().equals(model.text()) || sameOrigin(r, model))
            .isPresent();
    return ofModel || (single && parameters.filter(c -> c.name().equals("parameters")).isEmpty());
  }

  private boolean sameOrigin(Node a, Node b) {
    return program.flow().origins(a).equals(program.flow().origins(b));
  }
}
