package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.ScalingStep;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.StepPlan.Scaling;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans a step that a scaler does in one call: the gradients that it leaves add up. */
final class ScalingStepPlanner {
  private final Places places;
  private final Clearing clearing;
  private final ClipPlanner clips;
  private final PassPlanner passes;

  ScalingStepPlanner(Places places, Clearing clearing, ClipPlanner clips, PassPlanner passes) {
    this.places = places;
    this.clearing = clearing;
    this.clips = clips;
    this.passes = passes;
  }

  /**
   * The plan for such a call.
   *
   * @throws Refusal if it cannot be given gradients instead of its loss
   */
  StepPlan plan(ScalingStep step) throws Refusal {
    Call call = step.call();
    Node statement = Statements.of(call.node());
    requireAlone(step, statement);
    List<Node> zeroGrads = zeroGrads(step, statement);
    Pass pass = passes.plan(statement, step.loss(), step.optimizer(), zeroGrads);
    Scaling scaling = new Scaling(call.callee(), List.of(), List.of(), Optional.of(step.loss()));
    return new StepPlan(
        step.optimizer(),
        List.of(),
        List.of(statement),
        List.of(pass),
        zeroGrads,
        List.of(),
        StepPlan.Sum.NONE,
        pass.home(),
        Optional.of(scaling),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** Nothing else in the function takes gradients, and what is clipped is the optimizer's. */
  private void requireAlone(ScalingStep step, Node statement) throws Refusal {
    Node node = step.call().node();
    boolean plain = Statements.isAlone(node) || Statements.result(node).isPresent();
    Refusal.unless(plain && step.loss().is("identifier"), Reasons.STEP_RESULT);
    boolean alone =
        Stream.of(Construct.STEP, Construct.BACKWARD, Construct.CLIP)
            .flatMap(c -> places.beside(statement, c))
            .allMatch(f -> f.node() == node);
    Refusal.unless(alone, Reasons.SHARED_BACKWARD);
    Optional<Node> clipped = step.call().keyword("parameters").map(Argument::value);
    Refusal.unless(
        clipped.isEmpty() || clips.isAllOf(clipped.get(), step.optimizer()), Reasons.CLIP_OTHERS);
  }

  /** What clears the gradients in the function; all of it is of the optimizer. */
  private List<Node> zeroGrads(ScalingStep step, Node statement) throws Refusal {
    Set<Node> all =
        places
            .beside(statement, Construct.ZERO_GRAD)
            .map(f -> Statements.of(f.node()))
            .collect(Collectors.toSet());
    List<Node> own = clearing.of(step.optimizer(), all);
    Refusal.unless(!all.isEmpty() && own.size() == all.size(), Reasons.ZERO_GRAD_ELSEWHERE);
    return own;
  }
}
