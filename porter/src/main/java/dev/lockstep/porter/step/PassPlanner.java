package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the statements that compute the loss of a backward pass, backwards from it, by the names
 * that they assign and change.
 *
 * <p>Those in front that only prepare data stay; the others become a function.
 */
final class PassPlanner {
  private final Effects effects;
  private final Setup setup;
  private final GradientFlow flow;
  private final PassPlace passPlace;
  private final LossSlice lossSlice;
  private final SecondRun second;
  private final Movable movable;
  private final Home homes;
  private final FunctionNames functionNames;
  private final BranchPlanner branches;

  /**
   * A planner.
   *
   * @param aside places of other branches than those that are ported
   */
  PassPlanner(TrainingProgram program, Places places, List<Facing> aside) {
    this.effects = new Effects(program.project());
    this.setup = new Setup(program);
    this.flow = new GradientFlow(program);
    this.passPlace = new PassPlace(program, places);
    this.lossSlice = new LossSlice(program, places);
    this.second = new SecondRun(program, places);
    this.movable = new Movable(program, places);
    this.homes = new Home(program);
    this.functionNames = new FunctionNames(program);
    this.branches = new BranchPlanner(program, places, aside);
  }

  /**
   * The pass of a statement {@code loss.backward()}.
   *
   * @param loss the expression whose gradient is taken
   * @param zeroGrads statements that clear gradients, which no function holds
   * @throws Refusal if the statements cannot be moved into a function
   */
  Pass plan(Node backward, Node loss, Node optimizer, List<Node> zeroGrads) throws Refusal {
    Node place = passPlace.of(backward, loss, zeroGrads);
    List<Node> late = List.of();
    if (passPlace.isFedFromOutside(place, List.of(loss), optimizer, zeroGrads)) {
      Refusal.unless(place == backward, Reasons.LOSS_ELSEWHERE);
      late = passPlace.inBranch(backward, loss, zeroGrads);
      place = PassPlace.choiceAround(backward);
      boolean further =
          passPlace.isFedFromOutside(
              place, Stream.concat(late.stream(), Stream.of(loss)).toList(), optimizer, zeroGrads);
      Refusal.unless(!further, Reasons.LOSS_ELSEWHERE);
    }
    List<Node> suite = Statements.siblings(place);
    List<Node> forward = forward(suite, place, late, loss, optimizer, zeroGrads);
    List<Node> copied = second.of(suite, forward, place, optimizer);
    List<Node> moved = forward.stream().filter(s -> !copied.contains(s)).toList();
    Node home = homes.of(moved.isEmpty() ? backward : moved.get(0), optimizer);
    List<String> inputs = functionNames.inputs(forward, loss, home);
    List<String> outputs = functionNames.outputs(forward, loss, backward, home);
    outputs = outputs.stream().filter(name -> functionNames.isAssignedIn(name, moved)).toList();
    Optional<Pass.Branch> branch = branches.of(place, backward, suite, forward);
    if (!late.isEmpty() && branch.isPresent()) {
      branches.requireAlways(late, branch.get(), forward, outputs, loss);
    }
    List<String> unborn =
        inputs.stream().filter(n -> functionNames.isBornIn(n, forward, home)).toList();
    second.requireSame(suite, copied, backward);
    return new Pass(backward, forward, copied, loss, inputs, unborn, outputs, home, place, branch);
  }

  /** The statements of the function: from the first that may call a model to the loss. */
  private List<Node> forward(
      List<Node> suite,
      Node place,
      List<Node> inBranch,
      Node loss,
      Node optimizer,
      List<Node> zeroGrads)
      throws Refusal {
    Set<String> needed = flow.names(loss);
    inBranch.forEach(s -> needed.addAll(flow.names(s)));
    List<Node> slice =
        setup.behind(lossSlice.before(suite, place, needed, zeroGrads), suite, place, optimizer);
    int other = second.lastStep(suite, place);
    List<Node> late = slice.stream().filter(s -> s.start() > other).toList();
    List<Node> own = late.subList(first(late), late.size());
    Node last = inBranch.isEmpty() || own.isEmpty() ? place : suite.get(suite.indexOf(place) - 1);
    List<Node> forward = new ArrayList<>(second.of(suite, slice, place, optimizer));
    forward.addAll(
        LossSlice.whole(suite, last == place ? own : List.of(own.get(0), last), zeroGrads));
    forward.addAll(inBranch);
    boolean inline = Call.in(loss).findAny().isPresent();
    Refusal.unless(!forward.isEmpty() || inline, Reasons.LOSS_ELSEWHERE);
    movable.requireAll(forward);
    return List.copyOf(forward);
  }

  /**
   * Where the function begins: at the first statement that may call a model, or that makes a tensor
   * which later ones fill. MindSpore sets no items of an argument of the function.
   */
  private int first(List<Node> late) {
    int first = 0;
    while (first < late.size() && setup.staysOutside(late.get(first))) {
      first++;
    }
    Set<String> filled = new HashSet<>();
    late.stream().skip(first).forEach(s -> filled.addAll(effects.filled(s)));
    return IntStream.range(0, first)
        .filter(i -> setup.makesTensor(late.get(i)))
        .filter(i -> !Collections.disjoint(effects.assigned(late.get(i)), filled))
        .findFirst()
        .orElse(first);
  }
}
