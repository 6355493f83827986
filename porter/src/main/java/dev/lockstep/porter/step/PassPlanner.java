package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Accelerate;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the statements that compute the loss of a backward pass, backwards from it, by the names
 * that they assign and change.
 *
 * <p>Those in front that only prepare data stay; the others become a function.
 */
final class PassPlanner {
  /** Functions that give the same result for the same object. */
  private static final Set<String> STEADY =
      Set.of("len", "isinstance", "int", "float", "bool", "abs");

  /** What may stand among the statements of the function. */
  private static final Set<Construct> STAYING = Set.of(Construct.AMP, Construct.LR_READ);

  private final TrainingProgram program;
  private final Effects effects;
  private final DataOnly dataOnly;
  private final Setup setup;
  private final Members members;
  private final GradientFlow flow;
  private final FunctionNames functionNames;
  private final List<Facing> facings;
  private final List<Facing> aside;

  /**
   * A planner.
   *
   * @param aside places of other branches than those that are ported
   */
  PassPlanner(TrainingProgram program, List<Facing> facings, List<Facing> aside) {
    this.program = program;
    this.facings = facings;
    this.aside = aside;
    this.effects = new Effects(program.project());
    this.dataOnly = new DataOnly(program);
    this.setup = new Setup(program, effects, dataOnly);
    this.members = new Members(program);
    this.flow = new GradientFlow(program, effects, setup, members);
    this.functionNames = new FunctionNames(program, effects);
  }

  /**
   * The pass of a statement {@code loss.backward()}.
   *
   * @param loss the expression whose gradient is taken
   * @param zeroGrads statements that clear gradients, which no function holds
   * @throws Refusal if the statements cannot be moved into a function
   */
  Pass plan(Node backward, Node loss, Node optimizer, List<Node> zeroGrads) throws Refusal {
    Node place = place(backward, loss, zeroGrads);
    List<Node> late = List.of();
    if (isFedFromOutside(place, List.of(loss), optimizer, zeroGrads)) {
      Refusal.unless(place == backward, Reasons.LOSS_ELSEWHERE);
      late = inBranch(backward, loss, zeroGrads);
      place = choiceAround(backward);
      boolean further =
          isFedFromOutside(
              place, Stream.concat(late.stream(), Stream.of(loss)).toList(), optimizer, zeroGrads);
      Refusal.unless(!further, Reasons.LOSS_ELSEWHERE);
    }
    List<Node> suite = Statements.siblings(place);
    List<Node> forward = forward(suite, place, late, loss, optimizer, zeroGrads);
    List<Node> copied = copied(suite, forward, place);
    List<Node> moved = forward.stream().filter(s -> !copied.contains(s)).toList();
    Node home = home(moved.isEmpty() ? backward : moved.get(0), optimizer);
    List<String> inputs = functionNames.inputs(forward, loss, home);
    List<String> outputs = functionNames.outputs(forward, loss, backward, home);
    outputs = outputs.stream().filter(name -> isAssignedIn(name, moved)).toList();
    Optional<Pass.Branch> branch =
        place == backward || isOnlyBranch(place, backward)
            ? Optional.empty()
            : Optional.of(branch(place, backward, forward));
    if (!late.isEmpty() && branch.isPresent()) {
      requireAlways(late, branch.get(), forward, outputs, loss);
    }
    List<String> unborn =
        inputs.stream().filter(n -> functionNames.isBornIn(n, forward, home)).toList();
    Pass pass =
        new Pass(backward, forward, copied, loss, inputs, unborn, outputs, home, place, branch);
    requireRepeatable(suite, pass);
    return pass;
  }

  /**
   * The pass of a call of a function that computes the loss: what it needs of its object is told
   * attribute by attribute, and what does not use the optimizer's models stays outside.
   */
  Pass ofFunction(Node backward, Node loss, Node optimizer, List<Node> zeroGrads) throws Refusal {
    List<Node> suite =
        Statements.siblings(backward).stream().filter(Statements::isStatement).toList();
    List<Node> inside = inside(suite, backward, optimizer, zeroGrads);
    int other = lastStep(suite, backward);
    List<Node> copied = inside.stream().filter(s -> s.start() < other).toList();
    List<Node> late = inside.stream().filter(s -> s.start() > other).toList();
    List<Node> forward = new ArrayList<>(copied);
    forward.addAll(whole(suite, late, zeroGrads));
    for (Node statement : forward) {
      Refusal.unless(!isFreezing(statement), Reasons.LOSS_ELSEWHERE);
      requireMovable(statement);
    }
    for (Node copy : copied) {
      requireSameAgain(suite, copy, backward);
    }
    List<Node> moved = forward.stream().filter(s -> !copied.contains(s)).toList();
    Node home = home(moved.isEmpty() ? backward : moved.get(0), optimizer);
    return new Pass(
        backward,
        List.copyOf(forward),
        copied,
        loss,
        functionNames.inputs(forward, loss, home),
        List.of(),
        functionNames.outputs(forward, loss, backward, home),
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
              || isFreezing(statement)
              || facings.stream().anyMatch(f -> Statements.of(f.node()) == statement);
      if (!passive && Members.overlap(members.changed(statement), needed)) {
        slice.add(0, statement);
        needed.addAll(members.read(statement));
      }
    }
    return flow.reaching(slice, dataOnly::holds, optimizer, new HashMap<>());
  }

  /** Whether a statement does nothing but say what is trained. */
  private static boolean isFreezing(Node statement) {
    return statement.children().stream()
        .flatMap(n -> Call.of(n).stream())
        .anyMatch(c -> c.name().matches("(set_)?requires_grad_?|toggle_grad|(un)?freeze(_\\w+)?"));
  }

  /** A statement that runs again gives the same: nothing that it reads has been changed. */
  private void requireSameAgain(List<Node> suite, Node copy, Node backward) throws Refusal {
    Set<String> read = members.read(copy);
    for (Node between : suite) {
      boolean later = copy.end() <= between.start() && between.end() <= backward.start();
      boolean clears =
          facings(Construct.ZERO_GRAD).anyMatch(f -> Statements.of(f.node()) == between);
      boolean changes =
          later
              && !clears
              && !isFreezing(between)
              && (Members.overlap(members.changed(between), read) || updates(between, read));
      Refusal.unless(!changes, Reasons.SEVERAL_BACKWARDS);
    }
  }

  /** Whether a statement is the step of an optimizer whose models are read, or not known. */
  private boolean updates(Node statement, Set<String> read) {
    return facings(Construct.STEP)
        .filter(f -> Statements.of(f.node()) == statement)
        .flatMap(f -> f.subject().stream())
        .map(flow::models)
        .anyMatch(models -> models.isEmpty() || Members.overlap(models, read));
  }

  /** The backward pass, or the branch around it in front of which its loss is computed. */
  private Node place(Node backward, Node loss, List<Node> zeroGrads) throws Refusal {
    boolean inline = Call.in(loss).findAny().isPresent();
    Optional<Node> place = Optional.of(backward).filter(b -> !inline);
    while (place.isPresent()) {
      Node here = place.get();
      List<Node> slice = slice(Statements.siblings(here), here, flow.names(loss), zeroGrads);
      if (!slice.isEmpty()) {
        requireOnly(here, backward);
        return here;
      }
      place = StepPlan.outerBranch(here);
    }
    return backward;
  }

  /** No other backward pass stands in the branch: it could start from the same loss. */
  private void requireOnly(Node place, Node backward) throws Refusal {
    boolean other =
        facings(Construct.BACKWARD)
            .map(f -> Statements.of(f.node()))
            .anyMatch(b -> b != backward && place.contains(b));
    Refusal.unless(place == backward || !other, Reasons.LOSS_ELSEWHERE);
  }

  /**
   * Whether gradients flow into what is computed in the block of a place, from statements in front
   * of that block.
   */
  private boolean isFedFromOutside(
      Node place, List<Node> parts, Node optimizer, List<Node> zeroGrads) {
    Set<String> needed = new LinkedHashSet<>();
    Set<String> read = new LinkedHashSet<>();
    List<Node> inner = new ArrayList<>(parts);
    parts.forEach(part -> needed.addAll(flow.names(part)));
    inner.addAll(slice(Statements.siblings(place), place, needed, zeroGrads));
    for (Node outer : Statements.inFunction(place).takeWhile(n -> !Statements.isLoop(n)).toList()) {
      if (outer.is(GradientFlow.BRANCHES)) {
        inner.forEach(s -> read.addAll(flow.values(s)));
        Set<String> reached = Set.copyOf(needed);
        inner = slice(Statements.siblings(outer), outer, needed, zeroGrads);
        boolean fed =
            flow.flowing(inner, optimizer).stream()
                .filter(name -> Members.isOwn(name) || reached.contains(name))
                .anyMatch(name -> Members.overlap(Set.of(name), read));
        if (fed) {
          return true;
        }
      }
    }
    return false;
  }

  /** The {@code if} that a pass stands in a branch of. */
  private static Node choiceAround(Node backward) throws Refusal {
    return StepPlan.outerBranch(backward)
        .filter(outer -> Statements.branch(outer, backward).isPresent())
        .orElseThrow(() -> new Refusal(Reasons.LOSS_ELSEWHERE));
  }

  /** The statements in front of a pass, in its own branch, that its loss needs. */
  private List<Node> inBranch(Node backward, Node loss, List<Node> zeroGrads) throws Refusal {
    List<Node> suite = Statements.siblings(backward);
    List<Node> late = whole(suite, slice(suite, backward, flow.names(loss), zeroGrads), zeroGrads);
    for (Node statement : late) {
      requireMovable(statement);
    }
    return late;
  }

  /**
   * Where a branch is not taken, its function still gives all that it returns; whether it is taken
   * is known before.
   */
  private void requireAlways(
      List<Node> late, Pass.Branch branch, List<Node> forward, List<String> outputs, Node loss)
      throws Refusal {
    Set<String> returned = new HashSet<>(flow.names(loss));
    returned.addAll(outputs);
    boolean always =
        returned.stream()
            .filter(name -> isAssignedIn(name, late))
            .allMatch(
                name ->
                    forward.stream()
                        .filter(s -> !late.contains(s))
                        .anyMatch(s -> Effects.surelyAssigns(s, name)));
    Refusal.unless(always && branch.condition().isPresent(), Reasons.LOSS_ELSEWHERE);
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

  /** When a branch is taken, as far as that is known before the loss is computed. */
  Pass.Branch branch(Node place, Node backward, List<Node> forward) {
    List<Node> suite = Statements.siblings(place);
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
    Set<String> read = effects.reads(condition).map(Node::text).collect(Collectors.toSet());
    boolean plain =
        condition.descendants("named_expression").findAny().isEmpty()
            && Call.in(condition)
                .allMatch(c -> c.callee().is("identifier") && STEADY.contains(c.name()));
    return plain && statements.stream().noneMatch(s -> changesAny(s, read));
  }

  private boolean isAssignedIn(String name, List<Node> statements) {
    return statements.stream().anyMatch(s -> effects.assigned(s).contains(name));
  }

  private Stream<Facing> facings(Construct construct) {
    return facings.stream().filter(f -> f.construct() == construct);
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
        setup.behind(slice(suite, place, needed, zeroGrads), suite, place, optimizer);
    int other = lastStep(suite, place);
    List<Node> late = slice.stream().filter(s -> s.start() > other).toList();
    int first = 0;
    while (first < late.size() && setup.staysOutside(late.get(first))) {
      first++;
    }
    List<Node> own = late.subList(first, late.size());
    Node last = inBranch.isEmpty() || own.isEmpty() ? place : before(suite, place);
    List<Node> forward = new ArrayList<>(copied(suite, slice, place));
    forward.addAll(whole(suite, last == place ? own : List.of(own.get(0), last), zeroGrads));
    forward.addAll(inBranch);
    boolean inline = Call.in(loss).findAny().isPresent();
    Refusal.unless(!forward.isEmpty() || inline, Reasons.LOSS_ELSEWHERE);
    for (Node statement : forward) {
      requireMovable(statement);
    }
    return List.copyOf(forward);
  }

  /**
   * The statements before the last step of another optimizer that the loss needs: they stay, for
   * that step, and run again in the function, because no gradient flows back over the first run.
   */
  private List<Node> copied(List<Node> suite, List<Node> needed, Node backward) {
    int other = lastStep(suite, backward);
    List<Node> copied = new ArrayList<>();
    Set<String> flowing = new HashSet<>();
    for (Node statement : needed.stream().filter(s -> s.start() < other).toList()) {
      if (dataOnly.holds(statement) && Collections.disjoint(flow.names(statement), flowing)) {
        flowing.removeIf(name -> Effects.surelyAssigns(statement, name));
      } else {
        copied.add(statement);
        flowing.addAll(effects.assigned(statement));
      }
    }
    return copied;
  }

  /** Where the last step before a backward pass is; -1 if there is none. */
  private int lastStep(List<Node> suite, Node backward) {
    return facings(Construct.STEP)
        .map(f -> Statements.of(f.node()))
        .filter(s -> suite.contains(s) && s.start() < backward.start())
        .mapToInt(Node::start)
        .max()
        .orElse(-1);
  }

  /** What a copied statement reads is the same in its second run, and so is its model. */
  private void requireRepeatable(List<Node> suite, Pass pass) throws Refusal {
    for (Node copy : pass.copied()) {
      Set<String> read = flow.names(copy);
      for (Node between : suite) {
        boolean clears =
            facings(Construct.ZERO_GRAD).anyMatch(f -> Statements.of(f.node()) == between);
        boolean later =
            !clears && copy.end() <= between.start() && between.end() <= pass.backward().start();
        boolean changes = later && !pass.forward().contains(between) && changesAny(between, read);
        Refusal.unless(!changes && !(later && steps(between, read)), Reasons.SEVERAL_BACKWARDS);
      }
    }
  }

  /** Whether a statement is the step of an optimizer whose model is one of these, or not known. */
  private boolean steps(Node statement, Set<String> names) {
    return facings(Construct.STEP)
        .filter(f -> Statements.of(f.node()) == statement)
        .flatMap(f -> f.subject().stream())
        .anyMatch(optimizer -> program.models(optimizer).map(m -> overlaps(m, names)).orElse(true));
  }

  private static boolean overlaps(Set<Node> models, Set<String> names) {
    return models.stream()
        .flatMap(m -> Effects.root(m).stream())
        .anyMatch(root -> names.contains(root.text()));
  }

  private static Node before(List<Node> suite, Node statement) {
    return suite.get(suite.indexOf(statement) - 1);
  }

  /** With the statements between: they keep their place in the order of things. */
  private static List<Node> whole(List<Node> suite, List<Node> slice, List<Node> zeroGrads) {
    if (slice.isEmpty()) {
      return List.of();
    }
    int from = suite.indexOf(slice.get(0));
    int to = suite.indexOf(slice.get(slice.size() - 1));
    return suite.subList(from, to + 1).stream().filter(s -> !zeroGrads.contains(s)).toList();
  }

  /**
   * The statements before a place that some names need; these become what is needed from outside.
   */
  private List<Node> slice(List<Node> suite, Node place, Set<String> needed, List<Node> zeroGrads) {
    List<Node> slice = new ArrayList<>();
    for (int i = suite.indexOf(place) - 1; i >= 0; i--) {
      Node statement = suite.get(i);
      boolean clearing =
          facings(Construct.ZERO_GRAD).anyMatch(f -> Statements.of(f.node()) == statement);
      if (!clearing && !zeroGrads.contains(statement) && changesAny(statement, needed)) {
        slice.add(0, statement);
        needed.removeIf(name -> Effects.surelyAssigns(statement, name));
        needed.addAll(flow.names(statement));
      }
    }
    return slice;
  }

  private boolean changesAny(Node statement, Set<String> names) {
    Set<String> changed = new HashSet<>(effects.assigned(statement));
    changed.addAll(effects.mutated(statement));
    changed.retainAll(names);
    return !changed.isEmpty();
  }

  private void requireMovable(Node statement) throws Refusal {
    for (Facing facing : facings) {
      boolean inside = statement.contains(facing.node());
      boolean cast = inside && facing.construct() == Construct.AMP && !isOff(facing.node());
      Refusal.unless(!cast || facing.subject().isEmpty(), Reasons.SCALED);
      Refusal.unless(!inside || STAYING.contains(facing.construct()), Reasons.SEVERAL_BACKWARDS);
    }
    boolean leaves =
        statement
            .descendants()
            .anyMatch(
                n ->
                    n.is(
                            "return_statement",
                            "yield",
                            "await",
                            "global_statement",
                            "nonlocal_statement")
                        || (n.is("break_statement", "continue_statement")
                            && !staysInside(n, statement)));
    Refusal.unless(!leaves, Reasons.LEAVES);
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

  /** The outermost loop around the step before which the optimizer already has its value. */
  private Node home(Node first, Node optimizer) {
    Node home = first;
    for (Node loop : Statements.loops(first)) {
      boolean insideLoop =
          Effects.root(optimizer)
              .map(root -> program.project().scopes(root).lookup(root))
              .orElse(List.of())
              .stream()
              .anyMatch(b -> !b.is(Binding.Kind.PARAMETER) && loop.contains(b.site()));
      if (insideLoop) {
        break;
      }
      home = loop;
    }
    return home;
  }

  /** Whether an optimizer has its value before a place. */
  boolean isKnownAt(Node optimizer, Node home) {
    return Effects.root(optimizer)
        .map(root -> program.project().scopes(root).lookup(root))
        .orElse(List.of())
        .stream()
        .allMatch(b -> b.is(Binding.Kind.PARAMETER) || b.site().end() <= home.start());
  }
}
