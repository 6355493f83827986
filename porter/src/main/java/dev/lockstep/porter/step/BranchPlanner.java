package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the branch that a backward pass stands in, in front of which its loss is computed. */
final class BranchPlanner {
  /** Functions that give the same result for the same object. */
  private static final Set<String> STEADY =
      Set.of("len", "isinstance", "int", "float", "bool", "abs");

  private final GradientFlow flow;
  private final Members members;
  private final FunctionNames functionNames;
  private final List<Facing> aside;

  /**
   * A reader.
   *
   * @param aside places of other branches than those that are ported
   */
  BranchPlanner(TrainingProgram program, List<Facing> aside) {
    this.flow = new GradientFlow(program);
    this.members = new Members(program);
    this.functionNames = new FunctionNames(program);
    this.aside = aside;
  }

  /** The branch of a pass that stands inside of a statement; none if it is the only one. */
  Optional<Pass.Branch> of(Node place, Node backward, List<Node> suite, List<Node> forward) {
    return place == backward || isOnlyBranch(place, backward)
        ? Optional.empty()
        : Optional.of(branch(place, backward, suite, forward));
  }

  /**
   * What a function returns that has a value in the branch only: nothing outside of it reads that.
   *
   * @throws Refusal if something may, or whether the branch is taken is not known before
   */
  List<String> absent(
      List<Node> late,
      Pass.Branch branch,
      Node backward,
      List<Node> forward,
      List<String> inputs,
      List<String> outputs,
      Node loss)
      throws Refusal {
    Set<String> returned = new HashSet<>(flow.names(loss));
    returned.addAll(outputs);
    List<String> absent =
        returned.stream()
            .filter(name -> functionNames.isAssignedIn(name, late))
            .filter(
                name ->
                    forward.stream()
                        .filter(s -> !late.contains(s))
                        .noneMatch(s -> Effects.surelyAssigns(s, name)))
            .sorted()
            .toList();
    boolean inside =
        absent.stream()
            .allMatch(
                name ->
                    !inputs.contains(name) && functionNames.isReadOnlyBehind(name, late.get(0)));
    Refusal.unless(inside && branch.condition().isPresent(), Reasons.LOSS_ELSEWHERE);
    return absent;
  }

  /** Whether all other branches beside a pass stay as they are. */
  private boolean isOnlyBranch(Node place, Node backward) {
    List<Node> alternatives = place.is("if_statement") ? place.all("alternative") : List.of();
    boolean complete = alternatives.stream().anyMatch(a -> a.is("else_clause"));
    return complete
        && StepPlan.outerBranch(backward).equals(Optional.of(place))
        && Stream.concat(Stream.of(place.get("consequence")), alternatives.stream())
            .filter(branch -> !branch.contains(backward))
            .allMatch(branch -> aside.stream().anyMatch(f -> branch.contains(f.node())));
  }

  /** When a branch behind the loss of a pass is taken. */
  Pass.Branch taken(Pass pass, Node inBranch) {
    return branch(pass.place(), inBranch, Statements.siblings(pass.place()), pass.forward());
  }

  /** When a branch is taken, as far as that is known before the loss is computed. */
  private Pass.Branch branch(Node place, Node backward, List<Node> suite, List<Node> forward) {
    boolean direct =
        place.is("if_statement") && StepPlan.outerBranch(backward).equals(Optional.of(place));
    boolean first = direct && place.get("consequence").contains(backward);
    boolean otherwise = direct && !first && place.all("alternative").size() == 1;
    int from = forward.isEmpty() ? place.start() : forward.get(0).start();
    boolean steady =
        (first || (otherwise && place.all("alternative").get(0).is("else_clause")))
            && isSteady(
                place.get("condition"),
                suite.stream().filter(s -> from <= s.start() && s.end() <= place.start()).toList());
    return new Pass.Branch(steady ? Optional.of(place.get("condition")) : Optional.empty(), !first);
  }

  /** Whether a condition has the same value before some statements as after them. */
  private boolean isSteady(Node condition, List<Node> statements) {
    Set<String> read = members.read(condition);
    boolean plain =
        condition.descendants("named_expression").findAny().isEmpty()
            && Call.in(condition)
                .allMatch(c -> c.callee().is("identifier") && STEADY.contains(c.name()));
    return plain && statements.stream().noneMatch(s -> Members.overlap(members.changed(s), read));
  }
}
