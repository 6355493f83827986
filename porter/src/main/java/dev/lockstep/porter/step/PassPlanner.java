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
import java.util.stream.Collectors;
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
    this.branches = new BranchPlanner(program, aside);
  }

  /**
   * The pass of a statement {@code loss.backward()}.
   *
   * @param loss the expression whose gradient is taken
   * @param zeroGrads statements that clear gradients, which no function holds
   * @throws Refusal if the statements cannot be moved into a function
   */
  Pass plan(Node backward, Node loss, Node optimizer, List<Node> zeroGrads) throws Refusal {
    return plan(List.of(new Pass.Term(backward, loss, Optional.empty())), optimizer, zeroGrads);
  }

  /** The pass of several such statements of a block, whose losses are derived at once. */
  Pass plan(List<Pass.Term> terms, Node optimizer, List<Node> clearing) throws Refusal {
    Pass.Term end = terms.get(terms.size() - 1);
    Node backward = end.backward();
    Node loss = end.loss();
    List<Node> losses = terms.stream().map(Pass.Term::loss).toList();
    List<Node> earlier =
        terms.subList(0, terms.size() - 1).stream().map(Pass.Term::backward).toList();
    List<Node> zeroGrads = Stream.of(clearing, earlier).flatMap(List::stream).toList();
    Node place = passPlace.of(backward, loss, zeroGrads);
    Refusal.unless(earlier.isEmpty() || place == backward, Reasons.SEVERAL_BACKWARDS);
    List<Node> late = List.of();
    if (passPlace.isFedFromOutside(place, losses, optimizer, zeroGrads)) {
      Refusal.unless(place == backward, Reasons.LOSS_ELSEWHERE);
      late = passPlace.inBranch(backward, loss, zeroGrads);
      place = PassPlace.choiceAround(backward);
      boolean further =
          passPlace.isFedFromOutside(
              place, Stream.concat(late.stream(), Stream.of(loss)).toList(), optimizer, zeroGrads);
      Refusal.unless(!further, Reasons.LOSS_ELSEWHERE);
    }
    List<Node> suite = Statements.siblings(place);
    List<Node> forward = forward(suite, place, late, losses, optimizer, zeroGrads);
    List<Node> copied = second.of(suite, forward, place, optimizer);
    List<Node> moved = forward.stream().filter(s -> !copied.contains(s)).toList();
    Node home = homes.of(moved.isEmpty() ? backward : moved.get(0), optimizer);
    List<Node> weights = terms.stream().flatMap(t -> t.weight().stream()).toList();
    requireKnown(terms, suite, place, forward);
    List<Node> results = Stream.of(losses, weights).flatMap(List::stream).toList();
    List<Node> backwards = terms.stream().map(Pass.Term::backward).toList();
    List<String> inputs = functionNames.inputs(forward, results, home);
    List<String> outputs = functionNames.outputs(forward, loss, backwards, home);
    outputs = outputs.stream().filter(name -> functionNames.isAssignedIn(name, moved)).toList();
    Optional<Pass.Branch> branch = branches.of(place, backward, suite, forward);
    List<String> absent =
        late.isEmpty() || branch.isEmpty()
            ? List.of()
            : branches.absent(late, branch.get(), backward, forward, inputs, outputs, loss);
    List<String> unborn =
        inputs.stream().filter(n -> functionNames.isBornIn(n, forward, home)).toList();
    second.requireSame(suite, copied, backward);
    boolean plain = terms.size() == 1 && end.isPlain();
    return new Pass(
        backward,
        forward,
        copied,
        loss,
        plain ? List.of() : terms,
        inputs,
        unborn,
        outputs,
        absent,
        home,
        place,
        branch);
  }

  /**
   * The pass of several such statements that share a part of what they derive.
   *
   * @param between the statements between the first and the last
   * @throws Refusal if a loss has another value at the end
   */
  Pass together(List<Pass.Term> terms, List<Node> between, Node optimizer, List<Node> zeroGrads)
      throws Refusal {
    for (Pass.Term term : terms) {
      Set<String> read = effects.reads(term.loss()).map(Node::text).collect(Collectors.toSet());
      boolean kept =
          between.stream()
              .filter(s -> s.start() > term.backward().start())
              .noneMatch(s -> lossSlice.changes(s, read));
      boolean named = term.loss().is("identifier");
      Refusal.unless(named && kept, Reasons.SEVERAL_BACKWARDS);
    }
    return plan(terms, optimizer, zeroGrads);
  }

  /**
   * A loss with a weight is made in the function; the weight has its value there, or before it is
   * called.
   */
  private void requireKnown(List<Pass.Term> terms, List<Node> suite, Node place, List<Node> forward)
      throws Refusal {
    for (Pass.Term term : terms.stream().filter(t -> !t.isPlain()).toList()) {
      Set<String> read =
          effects.reads(term.weight().orElseThrow()).map(Node::text).collect(Collectors.toSet());
      boolean made = forward.stream().anyMatch(s -> Effects.surelyAssigns(s, term.loss().text()));
      Refusal.unless(made, Reasons.BACKWARD_ARGUMENTS);
      boolean late =
          suite.stream()
              .filter(s -> !forward.isEmpty() && s.start() > forward.get(0).start())
              .filter(s -> s.end() <= place.start() && !forward.contains(s))
              .anyMatch(s -> lossSlice.changes(s, read));
      Refusal.unless(!late, Reasons.BACKWARD_ARGUMENTS);
    }
  }

  /** The statements of the function: from the first that may call a model to the loss. */
  private List<Node> forward(
      List<Node> suite,
      Node place,
      List<Node> inBranch,
      List<Node> losses,
      Node optimizer,
      List<Node> zeroGrads)
      throws Refusal {
    Set<String> needed = new HashSet<>();
    losses.forEach(loss -> needed.addAll(flow.names(loss)));
    inBranch.forEach(s -> needed.addAll(flow.names(s)));
    List<Node> slice =
        setup.behind(lossSlice.before(suite, place, needed, zeroGrads), suite, place, optimizer);
    int other = second.lastStep(suite, place);
    second.requireApart(slice, losses, optimizer, other);
    List<Node> late = slice.stream().filter(s -> s.start() > other).toList();
    List<Node> own = behindExits(late.subList(first(late), late.size()), suite, place, optimizer);
    Node last = inBranch.isEmpty() || own.isEmpty() ? place : suite.get(suite.indexOf(place) - 1);
    List<Node> forward = new ArrayList<>(second.of(suite, slice, place, optimizer));
    forward.addAll(
        LossSlice.whole(suite, last == place ? own : List.of(own.get(0), last), zeroGrads));
    forward.addAll(inBranch);
    boolean inline = losses.stream().flatMap(Call::in).findAny().isPresent();
    Refusal.unless(!forward.isEmpty() || inline, Reasons.LOSS_ELSEWHERE);
    movable.requireAll(forward);
    return List.copyOf(forward);
  }

  /**
   * Those behind the last way out of the block that comes before the optimizer's models are used,
   * if only data is handled until then.
   */
  private List<Node> behindExits(List<Node> own, List<Node> suite, Node place, Node optimizer) {
    Set<Node> reaching = Set.copyOf(flow.reaching(own, optimizer));
    Set<String> data = new HashSet<>();
    Statements.loops(place).stream()
        .flatMap(loop -> loop.find("left").stream())
        .flatMap(left -> left.descendants("identifier"))
        .forEach(name -> data.add(name.text()));
    int model = place.start();
    for (Node statement : own) {
      if (reaching.contains(statement) || !setup.isOf(data, statement)) {
        model = statement.start();
        break;
      }
      data.addAll(effects.assigned(statement));
    }
    int end = reaching.isEmpty() ? 0 : model;
    int exit =
        suite.stream()
            .filter(s -> s.start() < end && Movable.leaves(s))
            .mapToInt(Node::start)
            .max()
            .orElse(-1);
    List<Node> behind = own.stream().filter(s -> s.start() > exit).toList();
    Set<String> filled = new HashSet<>();
    behind.forEach(s -> filled.addAll(effects.filled(s)));
    boolean fills =
        own.stream()
            .filter(s -> !behind.contains(s))
            .anyMatch(s -> !Collections.disjoint(effects.assigned(s), filled));
    return fills ? own : behind;
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
