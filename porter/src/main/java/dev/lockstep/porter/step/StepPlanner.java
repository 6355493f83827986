package dev.lockstep.porter.step;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Scope;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes a training step apart: {@code zero_grad}, the statements that compute the loss, {@code
 * backward}, clipping, {@code step}, all in one block.
 *
 * <p>The statements that compute the loss are found backwards from it, by the names that they
 * assign and change. Those in front that only prepare data stay; the others become a function.
 * Names that change from round to round are its inputs; names that the rest of the script reads are
 * its outputs.
 */
public final class StepPlanner {
  private final TrainingProgram program;
  private final Effects effects;
  private final DataOnly dataOnly;
  private final List<Facing> facings;

  /** A planner for the steps of one file. */
  public StepPlanner(TrainingProgram program, List<Facing> facings) {
    this.program = program;
    this.facings = facings;
    this.effects = new Effects(program.project());
    this.dataOnly = new DataOnly(program);
  }

  /**
   * The plan for a call of {@code optimizer.step()}.
   *
   * @throws Refusal if the step is not one that can be taken apart safely
   */
  public StepPlan plan(Facing stepCall) throws Refusal {
    Call call = Call.of(stepCall.node()).orElseThrow();
    Node step = Statements.of(call.node());
    Node optimizer = call.receiver().orElseThrow();
    require(call.arguments().isEmpty(), Reasons.CLOSURE);
    require(isAlone(step, call.node()), Reasons.STEP_RESULT);
    List<Node> suite = Statements.siblings(step);
    Node backward = backward(suite, step);
    Call backwardCall = Call.of(expression(backward)).orElseThrow();
    require(
        backwardCall.arguments().stream().allMatch(StepPlanner::isPlain),
        Reasons.BACKWARD_ARGUMENTS);
    List<Node> zeroGrads = zeroGrads(suite, optimizer, backward, step);
    List<StepPlan.Clip> clips = clips(suite, optimizer, backward, step);
    requireNoGradients(step);
    Node loss = backwardCall.receiver().orElseThrow();
    List<Node> forward = forward(suite, backward, loss, zeroGrads);
    Node home = home(forward.isEmpty() ? backward : forward.get(0), optimizer);
    List<String> inputs = inputs(forward, loss, home);
    List<String> outputs = outputs(forward, loss, backward, home);
    return new StepPlan(
        optimizer, step, backward, zeroGrads, clips, forward, loss, inputs, outputs, home);
  }

  private static void require(boolean condition, Text otherwise) throws Refusal {
    if (!condition) {
      throw new Refusal(otherwise);
    }
  }

  /** The expression of an expression statement. */
  private static Node expression(Node statement) {
    return statement.is("expression_statement") && statement.children().size() == 1
        ? statement.children().get(0)
        : statement;
  }

  private static boolean isAlone(Node statement, Node call) {
    return expression(statement) == call;
  }

  private static boolean isPlain(Argument argument) {
    return argument.keyword().equals("retain_graph") || argument.keyword().equals("create_graph");
  }

  private Stream<Facing> facings(Construct construct) {
    return facings.stream().filter(f -> f.construct() == construct);
  }

  private List<Node> inSuite(List<Node> suite, Construct construct) {
    return facings(construct)
        .map(f -> Statements.of(f.node()))
        .filter(suite::contains)
        .distinct()
        .toList();
  }

  private Node backward(List<Node> suite, Node step) throws Refusal {
    List<Node> all = inSuite(suite, Construct.BACKWARD);
    List<Node> before = all.stream().filter(n -> n.start() < step.start()).toList();
    boolean scaled =
        facings(Construct.AMP).anyMatch(f -> sameFunction(f.node(), step) && hasSubject(f));
    require(!scaled, Reasons.SCALED);
    require(!before.isEmpty(), Reasons.BACKWARD_ELSEWHERE);
    Node last = before.get(before.size() - 1);
    List<Node> steps = inSuite(suite, Construct.STEP);
    boolean own =
        steps.stream().noneMatch(s -> last.start() < s.start() && s.start() < step.start());
    require(own, Reasons.SHARED_BACKWARD);
    require(isAlone(last, facingNode(last, Construct.BACKWARD)), Reasons.BACKWARD_RESULT);
    return last;
  }

  private static boolean hasSubject(Facing facing) {
    return facing.subject().isPresent();
  }

  private Node facingNode(Node statement, Construct construct) {
    return facings(construct)
        .map(Facing::node)
        .filter(n -> Statements.of(n) == statement)
        .findFirst()
        .orElseThrow();
  }

  private static boolean sameFunction(Node a, Node b) {
    return Statements.function(a).equals(Statements.function(b));
  }

  /** The statements that clear this optimizer's gradients, once between two steps. */
  private List<Node> zeroGrads(List<Node> suite, Node optimizer, Node backward, Node step)
      throws Refusal {
    List<Node> own = new ArrayList<>();
    for (Facing facing : facings(Construct.ZERO_GRAD).toList()) {
      Node statement = Statements.of(facing.node());
      if (suite.contains(statement) && clears(facing.subject().orElseThrow(), optimizer)) {
        require(isAlone(statement, facing.node()), Reasons.ZERO_GRAD_ELSEWHERE);
        own.add(statement);
      }
    }
    require(!own.isEmpty(), Reasons.ZERO_GRAD_ELSEWHERE);
    boolean between =
        own.stream().anyMatch(z -> backward.start() < z.start() && z.start() < step.start());
    require(!between, Reasons.CLEARED_BEFORE_STEP);
    requireOneBackward(suite, own, backward, step);
    return own;
  }

  /** No other backward pass may add to the gradients between clearing and step. */
  private void requireOneBackward(List<Node> suite, List<Node> zeroGrads, Node backward, Node step)
      throws Refusal {
    boolean late = zeroGrads.stream().allMatch(z -> z.start() > step.start());
    int cleared =
        zeroGrads.stream()
            .mapToInt(Node::start)
            .filter(s -> late || s < backward.start())
            .max()
            .orElse(0);
    for (Node other : inSuite(suite, Construct.BACKWARD)) {
      boolean before = other.start() < step.start();
      boolean counts = late ? before || other.start() > cleared : before && other.start() > cleared;
      require(other == backward || !counts, Reasons.SEVERAL_BACKWARDS);
    }
  }

  /** Whether clearing a variable clears the optimizer's gradients: itself, or its model. */
  private boolean clears(Node subject, Node optimizer) {
    if (subject.text().equals(optimizer.text())) {
      return true;
    }
    if (program.isOptimizer(subject)) {
      return !program.optimizersOf(subject).isEmpty()
          && program.optimizersOf(subject).equals(program.optimizersOf(optimizer));
    }
    Set<OptimizerSite> sites = program.optimizersOf(optimizer);
    boolean single =
        facings(Construct.STEP)
            .filter(f -> sameFunction(f.node(), optimizer))
            .allMatch(f -> f.subject().filter(s -> s.text().equals(optimizer.text())).isPresent());
    return sites.isEmpty()
        ? single
        : sites.stream().allMatch(site -> optimizes(site, subject, single));
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
    Flow flow = program.flow();
    return flow.origins(a).equals(flow.origins(b));
  }

  private List<StepPlan.Clip> clips(List<Node> suite, Node optimizer, Node backward, Node step)
      throws Refusal {
    List<StepPlan.Clip> clips = new ArrayList<>();
    for (Facing facing : facings(Construct.CLIP).toList()) {
      Node statement = Statements.of(facing.node());
      boolean between =
          backward.start() < facing.node().start() && facing.node().start() < step.start();
      if (between) {
        require(suite.contains(statement), Reasons.CLIP_CONDITIONAL);
        clips.add(clip(statement, Call.of(facing.node()).orElseThrow(), optimizer));
      }
    }
    return clips;
  }

  private StepPlan.Clip clip(Node statement, Call call, Node optimizer) throws Refusal {
    boolean byNorm = !call.name().equals("clip_grad_value_");
    Optional<Argument> bound = call.argument(1, byNorm ? "max_norm" : "clip_value");
    Optional<Argument> norm = byNorm ? call.argument(2, "norm_type") : Optional.empty();
    int understood = 1 + (bound.isPresent() ? 1 : 0) + (norm.isPresent() ? 1 : 0);
    require(isAlone(statement, call.node()), Reasons.CLIP_RESULT);
    require(bound.isPresent() && call.arguments().size() == understood, Reasons.CLIP_ARGUMENTS);
    Optional<Node> model =
        call.positional(0)
            .flatMap(a -> Call.of(a.value()))
            .filter(c -> c.name().equals("parameters"))
            .flatMap(Call::receiver);
    require(model.isPresent() && clears(model.get(), optimizer), Reasons.CLIP_OTHERS);
    return new StepPlan.Clip(statement, byNorm, bound.get().value(), norm.map(Argument::value));
  }

  /** Nothing near the step may look at the gradients that torch keeps in the parameters. */
  private static void requireNoGradients(Node step) throws Refusal {
    Node around = Statements.function(step).orElse(Statements.suite(step));
    boolean reads =
        around
            .descendants("attribute")
            .anyMatch(
                n -> n.get("attribute").text().equals("grad") && !n.text().startsWith("torch."));
    require(!reads, Reasons.READS_GRAD);
  }

  /** The statements of the function: from the first that may call a model to the loss. */
  private List<Node> forward(List<Node> suite, Node backward, Node loss, List<Node> zeroGrads)
      throws Refusal {
    List<Node> slice = slice(suite, backward, loss, zeroGrads);
    int first = 0;
    while (first < slice.size() && dataOnly.holds(slice.get(first))) {
      first++;
    }
    List<Node> forward = whole(suite, slice.subList(first, slice.size()), zeroGrads);
    boolean inline = Call.in(loss).findAny().isPresent();
    require(!forward.isEmpty() || inline, Reasons.LOSS_ELSEWHERE);
    for (Node statement : forward) {
      requireMovable(statement);
    }
    return List.copyOf(forward);
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

  private List<Node> slice(List<Node> suite, Node backward, Node loss, List<Node> zeroGrads) {
    Set<String> needed = names(loss);
    List<Node> slice = new ArrayList<>();
    for (int i = suite.indexOf(backward) - 1; i >= 0; i--) {
      Node statement = suite.get(i);
      boolean clearing =
          facings(Construct.ZERO_GRAD).anyMatch(f -> Statements.of(f.node()) == statement);
      if (!clearing && !zeroGrads.contains(statement) && changesAny(statement, needed)) {
        slice.add(0, statement);
        needed.removeIf(name -> Effects.surelyAssigns(statement, name));
        needed.addAll(names(statement));
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

  /** The names whose values, gradients and all, go into a node; what is detached does not count. */
  private Set<String> names(Node node) {
    Set<String> names = new LinkedHashSet<>();
    effects.reads(node).filter(n -> !isDetached(n, node)).forEach(n -> names.add(n.text()));
    return names;
  }

  private static boolean isDetached(Node identifier, Node within) {
    return identifier
        .ancestors()
        .takeWhile(n -> n != within && !Statements.isStatement(n))
        .flatMap(n -> Call.of(n).stream())
        .anyMatch(
            c ->
                Set.of("detach", "item", "numpy", "size").contains(c.name())
                    && c.receiver().filter(r -> r.contains(identifier)).isPresent());
  }

  private void requireMovable(Node statement) throws Refusal {
    for (Facing facing : facings) {
      boolean inside = statement.contains(facing.node());
      if (inside && facing.construct() == Construct.AMP) {
        throw new Refusal(Reasons.SCALED);
      }
      require(!inside || facing.construct() == Construct.LR_READ, Reasons.SEVERAL_BACKWARDS);
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
    require(!leaves, Reasons.LEAVES);
  }

  private static boolean staysInside(Node jump, Node statement) {
    return jump.enclosing("for_statement", "while_statement")
        .filter(loop -> statement.contains(loop))
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

  private List<String> inputs(List<Node> forward, Node loss, Node home) {
    Set<String> assigned = new LinkedHashSet<>();
    Set<String> all = new HashSet<>();
    forward.forEach(s -> all.addAll(effects.assigned(s)));
    Set<String> inputs = new LinkedHashSet<>();
    for (Node part : parts(forward, loss)) {
      effects
          .reads(part)
          .filter(n -> !assigned.contains(n.text()) && !isBound(n, part))
          .filter(n -> all.contains(n.text()) || varies(n, home))
          .forEach(n -> inputs.add(n.text()));
      assigned.addAll(sure(part));
    }
    return List.copyOf(inputs);
  }

  /** The names that have a value once a statement is done; a compound one may skip its body. */
  private Set<String> sure(Node part) {
    return effects.assigned(part).stream()
        .filter(name -> !part.is(Statements.COMPOUND) || Effects.surelyAssigns(part, name))
        .collect(Collectors.toSet());
  }

  /** Whether a name gets its value inside a statement before it is read there. */
  private static boolean isBound(Node read, Node part) {
    Node inner = read;
    for (Node outer : read.ancestors().toList()) {
      if (inner == part) {
        return false;
      }
      boolean before =
          outer.is("block")
              && outer.children().stream()
                  .filter(s -> s.end() <= read.start())
                  .anyMatch(s -> Effects.surelyAssigns(s, read.text()));
      boolean target =
          outer.is("for_statement")
              && inner.field().equals("body")
              && loopsOver(outer, read.text());
      if (before || target) {
        return true;
      }
      inner = outer;
    }
    return false;
  }

  private static List<Node> parts(List<Node> forward, Node loss) {
    List<Node> parts = new ArrayList<>(forward);
    parts.add(loss);
    return parts;
  }

  /** Whether a name has another value in each call of the function. */
  private boolean varies(Node name, Node home) {
    Scope here = program.project().scopes(name).at(home);
    Optional<Scope> binder = here.binder(name.text());
    if (binder.isEmpty() || binder.get() != here) {
      return false;
    }
    List<Binding> bindings = binder.get().local(name.text());
    boolean loop = home.is("for_statement", "while_statement");
    return loop
        ? bindings.stream().anyMatch(b -> home.contains(b.site()))
        : !isCalled(name) && !Flow.isSelf(name);
  }

  private static boolean isCalled(Node name) {
    Node parent = name.parent().orElse(name);
    return parent.is("attribute") || (parent.is("call") && name.field().equals("function"));
  }

  /** Names assigned in the function that something outside it may read. */
  private List<String> outputs(List<Node> forward, Node loss, Node backward, Node home) {
    Set<String> assigned = new LinkedHashSet<>();
    forward.forEach(s -> assigned.addAll(effects.assigned(s)));
    if (loss.is("identifier")) {
      assigned.remove(loss.text());
    }
    assigned.removeIf(name -> !isReadOutside(name, forward, backward, home));
    return List.copyOf(assigned);
  }

  private boolean isReadOutside(String name, List<Node> forward, Node backward, Node home) {
    Scope scope = program.project().scopes(home).at(home);
    Optional<Scope> binder = scope.binder(name);
    Node region = binder.map(Scope::node).orElse(scope.node());
    boolean carried = inputs(forward, backward, home).contains(name);
    return carried
        || region
            .descendants("identifier")
            .filter(n -> n.text().equals(name) && Effects.isReference(n))
            .filter(n -> program.project().scopes(n).at(n).binder(name).equals(binder))
            .filter(n -> forward.stream().noneMatch(s -> s.contains(n)) && !backward.contains(n))
            .anyMatch(n -> effects.reads(n).findAny().isPresent() && mayReach(n, name, forward));
  }

  /**
   * Whether a read may see the value of the function: no assignment of another block comes first.
   */
  private static boolean mayReach(Node read, String name, List<Node> forward) {
    Node from = forward.get(0);
    Node statement = Statements.of(read);
    while (true) {
      Node suite = Statements.suite(statement);
      boolean shared = suite.contains(from);
      for (Node sibling : suite.children()) {
        boolean before = sibling.start() < statement.start();
        if (!shared && before && Effects.surelyAssigns(sibling, name)) {
          return false;
        }
      }
      Optional<Node> outer = statement.ancestors().filter(Statements::isStatement).findFirst();
      if (shared || outer.isEmpty()) {
        return true;
      }
      if (outer.get().is("for_statement") && loopsOver(outer.get(), name)) {
        return false;
      }
      statement = outer.get();
    }
  }

  private static boolean loopsOver(Node loop, String name) {
    return loop.get("left").descendants("identifier").anyMatch(n -> n.text().equals(name));
  }
}
