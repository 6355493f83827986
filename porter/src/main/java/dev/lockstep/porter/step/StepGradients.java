package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds where a step's gradients are read and changed between its passes and the next clearing. */
final class StepGradients {
  private final TrainingProgram program;
  private final Places places;

  StepGradients(TrainingProgram program, Places places) {
    this.program = program;
    this.places = places;
  }

  /** The places in a step's block that read or change its gradients. */
  List<Node> of(StepPlan plan, Node step) throws Refusal {
    Node around = Statements.function(step).orElse(Statements.suite(step));
    List<Node> uses = GradientUses.in(program, around).toList();
    int from = plan.passes().stream().mapToInt(p -> p.backward().end()).max().orElse(0);
    int to = cleared(step);
    List<Node> own = new ArrayList<>();
    for (Node use : uses) {
      boolean here = from <= use.start() && use.start() < (plan.carried() ? step.start() : to);
      if (here && isAnswered(use, step)) {
        own.add(use);
      }
    }
    boolean alone =
        places
            .beside(step, Construct.STEP)
            .map(f -> Statements.of(f.node()))
            .allMatch(plan.steps()::contains);
    int first = alone ? around.start() : plan.start().start();
    boolean changed =
        uses.stream()
            .filter(u -> !own.contains(u) && first <= u.start() && (alone || u.start() < to))
            .anyMatch(u -> GradientUses.change(u).isPresent());
    Refusal.unless(!changed, Reasons.READS_GRAD);
    return List.copyOf(own);
  }

  /** Where gradients are cleared or computed anew behind a step. */
  private int cleared(Node step) {
    return Stream.of(Construct.ZERO_GRAD, Construct.BACKWARD)
        .flatMap(c -> places.beside(step, c))
        .mapToInt(f -> f.node().start())
        .filter(start -> start > step.end())
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** Whether a gradient stands in the block of a step, and if it is changed, in a statement. */
  private static boolean isAnswered(Node use, Node step) {
    Optional<Node> change = GradientUses.change(use);
    boolean alone = change.isEmpty() || Statements.isAlone(change.get());
    return alone
        && Places.sameFunction(use, step)
        && Statements.siblings(step).stream()
            .anyMatch(s -> s.contains(use) && Statements.startsLine(s) && Statements.endsLine(s));
  }
}
