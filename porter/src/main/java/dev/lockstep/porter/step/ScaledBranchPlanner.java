package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.StepPlan.Clip;
import dev.lockstep.porter.step.StepPlan.Scaling;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the branch beside a step that scales the same loss, where it can be taken apart as well.
 */
final class ScaledBranchPlanner {
  private final BranchPlanner branches;
  private final ScalingPlanner scalings;
  private final ClipPlanner clips;
  private final Clearing clearing;

  ScaledBranchPlanner(
      BranchPlanner branches, ScalingPlanner scalings, ClipPlanner clips, Clearing clearing) {
    this.branches = branches;
    this.scalings = scalings;
    this.clips = clips;
    this.clearing = clearing;
  }

  /**
   * The one beside a step.
   *
   * @param places those of the branches that scale
   */
  Optional<ScaledBranch> beside(StepPlan plain, List<Facing> places) {
    return isPlain(plain) ? new Search(plain, places).found() : Optional.empty();
  }

  /** One pass, in front of the choice between the branches, and one step of one optimizer. */
  private static boolean isPlain(StepPlan plan) {
    return plan.passes().size() == 1
        && plan.passes().get(0).branch().isEmpty()
        && plan.steps().size() == 1
        && plan.others().isEmpty()
        && plan.functions().isEmpty()
        && plan.gradients().isEmpty()
        && !plan.scales();
  }

  /**
   * A pass or step of the branch, and the {@code if} whose other branch the plain one stands in.
   */
  private record Place(Facing facing, Node choice) {
    Call call() {
      return Call.of(facing.node()).orElseThrow();
    }

    Node statement() {
      return Statements.of(facing.node());
    }

    Node branch() {
      return Statements.branch(choice, facing.node()).orElseThrow();
    }

    /** Whether there are two branches, and this is the first. */
    boolean isFirst() {
      return choice.get("consequence").contains(facing.node());
    }

    boolean isOneOfTwo() {
      List<Node> others = choice.all("alternative");
      return others.size() == 1 && others.get(0).is("else_clause");
    }

    boolean isAs(Place other) {
      return choice.get("condition").text().equals(other.choice.get("condition").text())
          && isFirst() == other.isFirst()
          && isOneOfTwo()
          && other.isOneOfTwo();
    }
  }

  private final class Search {
    private final StepPlan plain;
    private final List<Facing> places;

    Search(StepPlan plain, List<Facing> places) {
      this.plain = plain;
      this.places = places;
    }

    Optional<ScaledBranch> found() {
      Pass pass = plain.passes().get(0);
      Optional<Place> step = only(Construct.STEP, plain.steps().get(0));
      Optional<Place> backward = only(Construct.BACKWARD, pass.backward());
      boolean same =
          step.isPresent()
              && backward.isPresent()
              && step.get().isAs(backward.get())
              && backward.get().choice() == pass.place()
              && scalesLoss(backward.get().call(), step.get().call());
      return same ? branch(step.get(), backward.get()) : Optional.empty();
    }

    /** The one place of a kind in another branch than a statement. */
    private Optional<Place> only(Construct construct, Node beside) {
      List<Place> found =
          places.stream()
              .filter(f -> f.construct() == construct)
              .flatMap(
                  f ->
                      Statements.choice(f.node(), beside).stream()
                          .map(choice -> new Place(f, choice)))
              .toList();
      return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /**
     * Whether the pass starts from the loss of the plain one, scaled by what the step goes through.
     */
    private boolean scalesLoss(Call backward, Call step) {
      Optional<Call> scale = backward.receiver().flatMap(Call::of);
      Optional<String> loss =
          scale.flatMap(c -> c.positional(0)).map(Argument::value).map(Node::text);
      return loss.filter(plain.passes().get(0).loss().text()::equals).isPresent()
          && scale.flatMap(Call::receiver).map(Node::text).equals(step.receiver().map(Node::text))
          && backward.arguments().stream().allMatch(Losses::isPlain)
          && Statements.isAlone(backward.node());
    }

    private Optional<ScaledBranch> branch(Place step, Place backward) {
      Pass.Branch taken = branches.taken(plain.passes().get(0), backward.statement());
      try {
        Optional<Scaling> scaling = scalings.of(Step.of(step.facing()));
        List<Node> zeroGrads = zeroGrads(step, backward);
        List<Clip> clipped =
            clips.between(plain.optimizers(), backward.statement(), step.statement()).stream()
                .filter(c -> !plain.clips().contains(c))
                .toList();
        boolean known = scaling.isPresent() && taken.condition().isPresent();
        return Optional.of(plain.scaled(step.statement(), zeroGrads, clipped, scaling))
            .filter(plan -> known && isCleared(plan, step, backward))
            .map(plan -> new ScaledBranch(taken, backward.statement(), plan));
      } catch (Refusal stays) {
        return Optional.empty();
      }
    }

    private List<Node> zeroGrads(Place step, Place backward) throws Refusal {
      Set<Node> statements =
          Stream.of(step.branch(), backward.branch())
              .flatMap(
                  branch ->
                      places.stream()
                          .filter(f -> f.construct() == Construct.ZERO_GRAD)
                          .map(f -> Statements.of(f.node()))
                          .filter(branch::contains))
              .collect(Collectors.toSet());
      return clearing.of(plain.optimizer(), statements);
    }

    /**
     * Whether the branch clears where the plain one does, and not between its pass and its step.
     */
    private boolean isCleared(StepPlan scaled, Place step, Place backward) {
      boolean needed =
          plain.zeroGrads().stream()
              .anyMatch(z -> step.choice().contains(z) || backward.choice().contains(z));
      boolean between =
          scaled.zeroGrads().stream()
              .anyMatch(
                  z ->
                      backward.statement().start() < z.start()
                          && z.start() < step.statement().start());
      return !between && (!needed || !scaled.zeroGrads().isEmpty());
    }
  }
}
