package dev.lockstep.porter.step;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans the pass whose loss a function of the script computes and takes back. */
final class CalledPassPlanner {
  private final Places places;
  private final Members members;
  private final GradientFlow flow;
  private final SecondRun second;
  private final Movable movable;
  private final Home homes;
  private final FunctionNames functionNames;

  CalledPassPlanner(TrainingProgram program, Places places) {
    this.places = places;
    this.members = new Members(program);
    this.flow = new GradientFlow(program);
    this.second = new SecondRun(program, places);
    this.movable = new Movable(program, places);
    this.homes = new Home(program);
    this.functionNames = new FunctionNames(program);
  }

  /**
   * The pass of a call of a function that computes the loss: what it needs of its object is told
   * attribute by attribute, and what does not use the optimizer's models stays outside.
   */
  Pass plan(Node backward, Node loss, Node optimizer, List<Node> zeroGrads) throws Refusal {
    List<Node> suite =
        Statements.siblings(backward).stream().filter(Statements::isStatement).toList();
    List<Node> inside = inside(suite, backward, optimizer, zeroGrads);
    int other = second.lastStep(suite, backward);
    Refusal.unless(inside.stream().noneMatch(s -> s.start() == other), Reasons.SEVERAL_BACKWARDS);
    List<Node> copied = inside.stream().filter(s -> s.start() < other).toList();
    List<Node> late = inside.stream().filter(s -> s.start() > other).toList();
    List<Node> forward = new ArrayList<>(copied);
    forward.addAll(LossSlice.whole(suite, late, zeroGrads));
    Refusal.unless(forward.stream().noneMatch(SecondRun::isFreezing), Reasons.LOSS_ELSEWHERE);
    movable.requireAll(forward);
    second.requireSame(suite, copied, backward);
    List<Node> moved = forward.stream().filter(s -> !copied.contains(s)).toList();
    Node home = homes.of(moved.isEmpty() ? backward : moved.get(0), optimizer);
    return new Pass(
        backward,
        List.copyOf(forward),
        copied,
        loss,
        List.of(),
        functionNames.inputs(forward, List.of(loss), home),
        List.of(),
        functionNames.outputs(forward, loss, List.of(backward), home),
        List.of(),
        home,
        backward,
        Optional.empty());
  }

  /** The statements before a pass that its loss may flow back over to the optimizer's models. */
  private List<Node> inside(List<Node> suite, Node backward, Node optimizer, List<Node> zeroGrads) {
    Set<String> needed = new LinkedHashSet<>(members.read(backward));
    List<Node> slice = new ArrayList<>();
    for (int i = suite.indexOf(backward) - 1; i >= 0; i--) {
      Node statement = suite.get(i);
      boolean passive =
          zeroGrads.contains(statement)
              || SecondRun.isFreezing(statement)
              || places.all().stream().anyMatch(f -> Statements.of(f.node()) == statement);
      if (!passive && Members.overlap(members.changed(statement), needed)) {
        slice.add(0, statement);
        needed.addAll(members.read(statement));
      }
    }
    return flow.reaching(slice, optimizer);
  }
}
