package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.StepPlan.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is done with the scaler of a step. */
final class ScalingPlanner {
  private final TrainingProgram program;
  private final Places places;

  ScalingPlanner(TrainingProgram program, Places places) {
    this.program = program;
    this.places = places;
  }

  /** What else is done with the scaler of a step; refused if it is not understood. */
  Optional<Scaling> of(Step step) throws Refusal {
    List<Node> unscales = new ArrayList<>();
    List<Node> updates = new ArrayList<>();
    for (Facing facing : places.beside(step.statement(), Construct.AMP).toList()) {
      if (facing.subject().isEmpty()) {
        continue;
      }
      Call call = Call.of(facing.node()).orElseThrow();
      Node statement = Statements.of(facing.node());
      boolean beside =
          step.isScaler(facing.subject())
              && Statements.isAlone(facing.node())
              && StepPlan.beside(statement, step.statement()).isPresent();
      boolean unscales_ = call.name().equals("unscale_") && call.arguments().size() == 1;
      if (beside && unscales_ && statement.start() < step.statement().start()) {
        unscales.add(statement);
      } else if (beside
          && Statements.siblings(step.statement()).contains(statement)
          && call.name().equals("update")
          && call.arguments().isEmpty()) {
        updates.add(statement);
      } else {
        Refusal.unless(call.name().equals("scale"), Reasons.SCALED);
      }
    }
    boolean built =
        step.scaler().stream()
            .allMatch(s -> program.flow().isMade(s, c -> c.name().equals("GradScaler")));
    long places =
        unscales.stream().map(u -> StepPlan.beside(u, step.statement())).distinct().count();
    Refusal.unless(
        step.scaler().isEmpty() || (built && updates.size() == 1 && places <= 1), Reasons.SCALED);
    return step.scaler()
        .map(s -> new Scaling(s, List.copyOf(unscales), List.copyOf(updates), Optional.empty()));
  }
}
