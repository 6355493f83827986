package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Accelerate;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.StepPlan.Clip;
import dev.lockstep.porter.step.StepPlan.Scaling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes a training step apart: {@code zero_grad}, the statements that compute the loss, {@code
 * backward}, clipping, {@code step}.
 *
 * <p>Where all of them stand in one block, the gradients of its backward passes are added up there.
 * Otherwise a variable holds what torch holds in {@code .grad}: every backward pass of the function
 * adds to it, {@code zero_grad} empties it.
 */
public final class StepPlanner {
  private final TrainingProgram program;
  private final List<Facing> places;
  private final List<LossFunction> losses;
  private final Places facings;
  private final Clearing clearing;
  private final PassPlanner passes;
  private final CalledPassPlanner calledPasses;
  private final Home homes;
  private final boolean unsafe;
  private final Set<Node> taken;

  /**
   * A planner for the steps of one file.
   *
   * @param unsafe whether what is computed in half precision may be computed in float32
   */
  public StepPlanner(TrainingProgram program, List<Facing> facings, boolean unsafe) {
    this(program, facings, List.of(), unsafe, new HashSet<>());
  }

  private StepPlanner(
      TrainingProgram program,
      List<Facing> facings,
      List<Facing> aside,
      boolean unsafe,
      Set<Node> taken) {
    this.program = program;
    this.places = facings;
    this.losses = LossFunction.of(program, facings);
    this.facings = new Places(Stream.concat(facings.stream(), calls()).toList());
    this.clearing = new Clearing(program, facings);
    this.passes = new PassPlanner(program, new Places(facings), aside);
    this.calledPasses = new CalledPassPlanner(program, new Places(facings));
    this.homes = new Home(program);
    this.unsafe = unsafe;
    this.taken = taken;
  }

  /** The same without some places, which stay as they are. */
  public StepPlanner without(List<Facing> aside) {
    List<Facing> rest = places.stream().filter(f -> !aside.contains(f)).toList();
    return new StepPlanner(program, rest, aside, unsafe, taken);
  }

  /** The calls of functions that compute a loss are backward passes. */
  private Stream<Facing> calls() {
    return losses.stream()
        .flatMap(l -> program.flow().callers(l.function()).stream())
        .map(c -> new Facing(c.node(), Construct.BACKWARD, Optional.empty()));
  }

  /** A call of {@code step()}, with or without a scaler. */
  private record Step(Node statement, Node optimizer, Optional<Node> scaler) {
    static Step of(Facing facing) throws Refusal {
      Call call = Call.of(facing.node()).orElseThrow();
      Node optimizer = facing.subject().orElseThrow();
      Node receiver = call.receiver().orElseThrow();
      boolean scaled = call.positional(0).filter(a -> a.value() == optimizer).isPresent();
      Refusal.unless(call.arguments().size() == (scaled ? 1 : 0), Reasons.CLOSURE);
      Node statement = Statements.of(call.node());
      Refusal.unless(Statements.isAlone(call.node()), Reasons.STEP_RESULT);
      return new Step(statement, optimizer, scaled ? Optional.of(receiver) : Optional.empty());
    }
  }

  /**
   * The plan for a call of {@code optimizer.step()}.
   *
   * @throws Refusal if the step is not one that can be taken apart safely
   */
  public StepPlan plan(Facing stepCall) throws Refusal {
    Step step = Step.of(stepCall);
    StepPlan planned = planned(step);
    StepPlan plan = planned.with(gradients(planned, step.statement));
    requireOwn(plan);
    return plan;
  }

  /** A statement goes into the function of one backward pass only. */
  private void requireOwn(StepPlan plan) throws Refusal {
    for (Pass pass : plan.passes()) {
      for (Node statement : pass.moved()) {
        Refusal.unless(taken.add(statement), Reasons.SHARED_BACKWARD);
      }
    }
  }

  private StepPlan planned(Step step) throws Refusal {
    try {
      return inOneBlock(step);
    } catch (Refusal refusal) {
      if (refusal.reason().equals(Reasons.CLEARED_BEFORE_STEP)) {
        throw refusal;
      }
      try {
        return carried(step);
      } catch (Refusal other) {
        boolean scattered =
            refusal.reason().equals(Reasons.BACKWARD_ELSEWHERE)
                || refusal.reason().equals(Reasons.ZERO_GRAD_ELSEWHERE);
        boolean several = other.reason().equals(Reasons.SHARED_BACKWARD);
        throw scattered && !several ? other : refusal;
      }
    }
  }

  private static boolean sameFunction(Node a, Node b) {
    return Statements.function(a).equals(Statements.function(b));
  }

  private StepPlan inOneBlock(Step step) throws Refusal {
    List<Node> suite = Statements.siblings(step.statement);
    List<Node> here = clearing.of(step.optimizer, Set.copyOf(suite));
    List<Node> zeroGrads = here.isEmpty() ? clearedAround(step) : here;
    List<Node> backwards = backwards(suite, zeroGrads, step.statement);
    requireNoOther(zeroGrads, backwards, step.statement);
    List<Clip> clips = clips(step.optimizer, backwards.get(0), step.statement);
    List<Step> others = clips.isEmpty() ? others(suite, backwards, step) : new ArrayList<>();
    List<Node> cleared = new ArrayList<>(zeroGrads);
    for (Step other : others) {
      cleared.addAll(clearing.of(other.optimizer, Set.copyOf(suite)));
    }
    List<Pass> planned = passes(backwards, step, cleared);
    others.removeIf(o -> !homes.isKnown(o.optimizer, planned.get(0).home()));
    return new StepPlan(
        step.optimizer,
        others.stream().map(Step::optimizer).toList(),
        Stream.concat(Stream.of(step), others.stream()).map(Step::statement).toList(),
        planned,
        cleared.stream().distinct().toList(),
        clips,
        StepPlan.Sum.NONE,
        planned.get(0).home(),
        scaling(step),
        functions(backwards),
        List.of());
  }

  /** Steps of other optimizers that follow on the same backward passes, cleared like this one. */
  private List<Step> others(List<Node> suite, List<Node> backwards, Step step) throws Refusal {
    List<Step> others = new ArrayList<>();
    int next =
        facings.in(suite, Construct.BACKWARD).stream()
            .mapToInt(Node::start)
            .filter(b -> b > step.statement.start())
            .min()
            .orElse(Integer.MAX_VALUE);
    for (Facing facing : facings.of(Construct.STEP).toList()) {
      Node statement = Statements.of(facing.node());
      boolean follows = statement.start() > step.statement.start() && statement.start() < next;
      if (!suite.contains(statement) || !follows || step.scaler.isPresent()) {
        continue;
      }
      Step other = Step.of(facing);
      List<Node> cleared = clearing.of(other.optimizer, Set.copyOf(suite));
      boolean once =
          other.scaler.isEmpty()
              && !cleared.isEmpty()
              && sinceCleared(suite, cleared, other.statement).equals(backwards);
      if (once && !clearing.clears(other.optimizer, step.optimizer)) {
        others.add(other);
      }
    }
    return others;
  }

  /**
   * The statements that clear before the branch that a step stands in; none if gradients may be
   * added in between.
   */
  private List<Node> clearedAround(Step step) throws Refusal {
    Node branch = step.statement;
    Optional<Node> outer = StepPlan.outerBranch(branch);
    while (outer.isPresent()) {
      branch = outer.get();
      int end = branch.start();
      List<Node> before = Statements.siblings(branch).stream().filter(s -> s.end() <= end).toList();
      List<Node> cleared = clearing.of(step.optimizer, Set.copyOf(before));
      if (!cleared.isEmpty()) {
        return cleared;
      }
      outer = StepPlan.outerBranch(branch);
    }
    return List.of();
  }

  /** No backward pass of another block comes between the clearing and a step. */
  private void requireNoOther(List<Node> zeroGrads, List<Node> backwards, Node step)
      throws Refusal {
    int cleared =
        zeroGrads.stream().mapToInt(Node::end).filter(e -> e <= step.start()).max().orElse(-1);
    boolean other =
        cleared >= 0
            && facings
                .beside(step, Construct.BACKWARD)
                .map(f -> Statements.of(f.node()))
                .filter(b -> cleared <= b.start() && b.start() < step.start())
                .filter(b -> Statements.choice(b, step).isEmpty())
                .anyMatch(b -> !backwards.contains(b));
    Refusal.unless(!other, Reasons.SEVERAL_BACKWARDS);
  }

  /** The backward passes of a block whose gradients go into a step: since they were cleared. */
  private List<Node> backwards(List<Node> suite, List<Node> zeroGrads, Node step) throws Refusal {
    List<Node> own = sinceCleared(suite, zeroGrads, step);
    Refusal.unless(!isStepBetween(suite, own.get(0), step), Reasons.SHARED_BACKWARD);
    return own;
  }

  private List<Node> sinceCleared(List<Node> suite, List<Node> zeroGrads, Node step)
      throws Refusal {
    List<Node> before =
        facings.in(suite, Construct.BACKWARD).stream()
            .filter(n -> n.start() < step.start())
            .toList();
    Refusal.unless(!before.isEmpty(), Reasons.BACKWARD_ELSEWHERE);
    boolean first = zeroGrads.isEmpty() && isFirst(step);
    Refusal.unless(!zeroGrads.isEmpty() || first, Reasons.ZERO_GRAD_ELSEWHERE);
    Node last = before.get(before.size() - 1);
    boolean late = !first && zeroGrads.stream().allMatch(z -> z.start() > step.start());
    int cleared =
        zeroGrads.stream()
            .mapToInt(Node::start)
            .filter(s -> late || s < step.start())
            .max()
            .orElse(0);
    boolean between = !late && cleared > last.start();
    Refusal.unless(!between, Reasons.CLEARED_BEFORE_STEP);
    List<Node> own = before.stream().filter(b -> late || b.start() > cleared || b == last).toList();
    boolean after =
        facings.in(suite, Construct.BACKWARD).stream().anyMatch(b -> late && b.start() > cleared);
    Refusal.unless(!after, Reasons.SEVERAL_BACKWARDS);
    return own;
  }

  /** Whether a step runs once, on gradients that nothing clears. */
  private boolean isFirst(Node step) {
    Optional<Node> function = Statements.function(step);
    return Statements.loops(step).isEmpty()
        && function.map(f -> isCalledOnce(f, 4)).orElse(true)
        && facings
            .of(Construct.STEP)
            .filter(f -> Statements.of(f.node()) == step)
            .flatMap(f -> f.subject().stream())
            .allMatch(clearing::isNever);
  }

  private boolean isStepBetween(List<Node> suite, Node backward, Node step) {
    return facings.in(suite, Construct.STEP).stream()
        .anyMatch(s -> backward.start() < s.start() && s.start() < step.start());
  }

  private List<Pass> passes(List<Node> backwards, Step step, List<Node> zeroGrads) throws Refusal {
    List<Pass> planned = new ArrayList<>();
    for (Node backward : backwards) {
      Node loss = loss(backward, step);
      planned.add(
          called(backward).isPresent()
              ? calledPasses.plan(backward, loss, step.optimizer, zeroGrads)
              : passes.plan(backward, loss, step.optimizer, zeroGrads));
    }
    return planned;
  }

  /** The expression that a backward pass starts from; without the scaler around it. */
  private Node loss(Node backward, Step step) throws Refusal {
    Optional<Node> called = called(backward);
    if (called.isPresent()) {
      Refusal.unless(step.scaler.isEmpty(), Reasons.SCALED);
      return called.get();
    }
    Call call =
        facings
            .of(Construct.BACKWARD)
            .map(Facing::node)
            .filter(n -> Statements.of(n) == backward && Statements.isAlone(n))
            .findFirst()
            .flatMap(Call::of)
            .orElseThrow(() -> new Refusal(Reasons.BACKWARD_RESULT));
    Node receiver = call.receiver().orElseThrow();
    Refusal.unless(!Flow.isSelf(receiver), Reasons.BACKWARD_ELSEWHERE);
    if (isForeign(call, receiver)) {
      return accelerated(call, receiver);
    }
    Refusal.unless(
        call.arguments().stream().allMatch(StepPlanner::isPlain), Reasons.BACKWARD_ARGUMENTS);
    Optional<Call> scale = Call.of(receiver).filter(c -> isScaler(c.receiver(), step));
    boolean scaled = scale.filter(c -> c.name().equals("scale")).isPresent();
    Refusal.unless(scaled == step.scaler.isPresent(), Reasons.SCALED);
    return scaled ? scale.get().arguments().get(0).value() : receiver;
  }

  /** The call in a backward pass that is one of a function that computes a loss. */
  private Optional<Node> called(Node backward) {
    return losses.stream()
        .flatMap(l -> program.flow().callers(l.function()).stream())
        .map(Call::node)
        .filter(c -> Statements.of(c) == backward)
        .findFirst();
  }

  /** The functions that a pass calls for its loss, all of them called in the passes of one step. */
  private List<LossFunction> functions(List<Node> backwards) throws Refusal {
    List<LossFunction> found = new ArrayList<>();
    Set<Node> reached = new LinkedHashSet<>(backwards);
    for (int i = losses.size() - 1; i >= 0; i--) {
      LossFunction loss = losses.get(i);
      List<Node> calls =
          program.flow().callers(loss.function()).stream()
              .map(c -> Statements.of(c.node()))
              .toList();
      if (calls.stream().anyMatch(reached::contains)) {
        Refusal.unless(reached.containsAll(calls), Reasons.BACKWARD_ELSEWHERE);
        reached.add(loss.backward());
        found.add(loss);
      }
    }
    return found;
  }

  /** The loss of {@code accelerator.backward(loss)}. */
  private Node accelerated(Call call, Node accelerator) throws Refusal {
    boolean plain = call.arguments().size() == 1 && Accelerate.isPlain(program, accelerator);
    Refusal.unless(plain, Reasons.BACKWARD_OF_LIBRARY);
    Refusal.unless(unsafe || Accelerate.isFull(program, accelerator), Reasons.SCALED);
    return call.arguments().get(0).value();
  }

  /**
   * Whether the loss is an argument: {@code accelerator.backward(loss)}, {@code
   * engine.backward(loss)}.
   */
  private boolean isForeign(Call backward, Node receiver) {
    boolean made =
        program.flow().origins(receiver).stream()
            .flatMap(o -> Call.of(o).stream())
            .flatMap(c -> program.qualified(c.callee()).stream())
            .anyMatch(name -> !name.startsWith(program.framework().root() + "."));
    boolean given = backward.arguments().size() >= 1 && backward.positional(0).isPresent();
    return given
        && (made || receiver.text().matches("(?i)(.*[._])?(accelerator|engine|fabric|model\\w*)"));
  }

  private static boolean isScaler(Optional<Node> expression, Step step) {
    return expression.isPresent()
        && step.scaler.filter(s -> s.text().equals(expression.get().text())).isPresent();
  }

  static boolean isPlain(Argument argument) {
    return argument.keyword().equals("retain_graph") || argument.keyword().equals("create_graph");
  }

  /** What else is done with the scaler of a step; refused if it is not understood. */
  private Optional<Scaling> scaling(Step step) throws Refusal {
    List<Node> unscales = new ArrayList<>();
    List<Node> updates = new ArrayList<>();
    for (Facing facing : facings.beside(step.statement, Construct.AMP).toList()) {
      if (facing.subject().isEmpty()) {
        continue;
      }
      Call call = Call.of(facing.node()).orElseThrow();
      Node statement = Statements.of(facing.node());
      boolean beside =
          isScaler(facing.subject(), step)
              && Statements.isAlone(facing.node())
              && StepPlan.beside(statement, step.statement).isPresent();
      boolean unscales_ = call.name().equals("unscale_") && call.arguments().size() == 1;
      if (beside && unscales_ && statement.start() < step.statement.start()) {
        unscales.add(statement);
      } else if (beside
          && Statements.siblings(step.statement).contains(statement)
          && call.name().equals("update")
          && call.arguments().isEmpty()) {
        updates.add(statement);
      } else {
        Refusal.unless(call.name().equals("scale"), Reasons.SCALED);
      }
    }
    boolean built =
        step.scaler.stream()
            .flatMap(s -> program.flow().origins(s).stream())
            .allMatch(o -> Call.of(o).filter(c -> c.name().equals("GradScaler")).isPresent());
    long places = unscales.stream().map(u -> StepPlan.beside(u, step.statement)).distinct().count();
    Refusal.unless(
        step.scaler.isEmpty() || (built && updates.size() == 1 && places <= 1), Reasons.SCALED);
    return step.scaler.map(s -> new Scaling(s, List.copyOf(unscales), List.copyOf(updates)));
  }

  private List<Clip> clips(Node optimizer, Node backward, Node step) throws Refusal {
    List<Clip> clips = new ArrayList<>();
    for (Facing facing : facings.beside(step, Construct.CLIP).toList()) {
      Node statement = Statements.of(facing.node());
      boolean between =
          backward.start() < facing.node().start() && facing.node().start() < step.start();
      if (between) {
        Refusal.unless(StepPlan.beside(statement, step).isPresent(), Reasons.CLIP_CONDITIONAL);
        clips.add(clip(statement, Call.of(facing.node()).orElseThrow(), optimizer));
      }
    }
    return clips;
  }

  private Clip clip(Node statement, Call call, Node optimizer) throws Refusal {
    boolean byNorm = !call.name().equals("clip_grad_value_");
    Optional<Argument> bound = call.argument(1, byNorm ? "max_norm" : "clip_value");
    Optional<Argument> norm = byNorm ? call.argument(2, "norm_type") : Optional.empty();
    int understood = 1 + (bound.isPresent() ? 1 : 0) + (norm.isPresent() ? 1 : 0);
    Optional<Node> result = result(call.node());
    boolean plainNorm = byNorm && norm.isEmpty();
    Refusal.unless(
        Statements.isAlone(call.node()) || (result.isPresent() && plainNorm), Reasons.CLIP_RESULT);
    Refusal.unless(
        bound.isPresent() && call.arguments().size() == understood, Reasons.CLIP_ARGUMENTS);
    Optional<Node> clipped = call.positional(0).map(Argument::value);
    Refusal.unless(clipped.isPresent() && isAllOf(clipped.get(), optimizer), Reasons.CLIP_OTHERS);
    return new Clip(statement, byNorm, bound.get().value(), norm.map(Argument::value), result);
  }

  /** Whether an expression gives all parameters of an optimizer. */
  private boolean isAllOf(Node parameters, Node optimizer) {
    Set<Node> origins =
        parameters.is("call") ? Set.of(parameters) : program.flow().origins(parameters);
    return origins.stream()
        .allMatch(
            o ->
                Call.of(o)
                        .filter(c -> c.name().equals("parameters"))
                        .flatMap(Call::receiver)
                        .filter(model -> clearing.clears(model, optimizer))
                        .isPresent()
                    || isOfGroups(o, optimizer));
  }

  /** {@code [p for group in optimizer.param_groups for p in group["params"]]}. */
  private static boolean isOfGroups(Node expression, Node optimizer) {
    return expression.is("list_comprehension", "generator_expression")
        && expression.descendants("if_clause").findAny().isEmpty()
        && expression
            .descendants("for_in_clause")
            .findFirst()
            .filter(c -> c.get("right").text().equals(optimizer.text() + ".param_groups"))
            .isPresent();
  }

  /** The one variable that a statement gives the value of a call. */
  static Optional<Node> result(Node call) {
    return Statements.result(call).filter(target -> target.is("identifier", "attribute"));
  }

  /** The places in a step's block that read or change its gradients. */
  private List<Node> gradients(StepPlan plan, Node step) throws Refusal {
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
        facings
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
        .flatMap(c -> facings.beside(step, c))
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
        && sameFunction(use, step)
        && Statements.siblings(step).stream()
            .anyMatch(s -> s.contains(use) && Statements.startsLine(s) && Statements.endsLine(s));
  }

  /** All steps, passes and clearings of a function are of one optimizer. */
  private StepPlan carried(Step step) throws Refusal {
    List<Step> steps = new ArrayList<>();
    for (Facing facing : facings.beside(step.statement, Construct.STEP).toList()) {
      steps.add(Step.of(facing));
    }
    boolean one =
        steps.stream()
            .allMatch(
                s ->
                    s.optimizer.text().equals(step.optimizer.text())
                        && s.scaler.map(Node::text).equals(step.scaler.map(Node::text)));
    Refusal.unless(one, Reasons.SHARED_BACKWARD);
    List<Node> backwards =
        facings
            .beside(step.statement, Construct.BACKWARD)
            .map(f -> Statements.of(f.node()))
            .toList();
    Refusal.unless(!backwards.isEmpty(), Reasons.BACKWARD_ELSEWHERE);
    Set<Node> whole = new LinkedHashSet<>();
    facings
        .beside(step.statement, Construct.ZERO_GRAD)
        .forEach(f -> whole.add(Statements.of(f.node())));
    List<Node> zeroGrads = clearing.of(step.optimizer, whole);
    Refusal.unless(
        zeroGrads.size() == whole.size() && (!whole.isEmpty() || clearing.isNever(step.optimizer)),
        Reasons.ZERO_GRAD_ELSEWHERE);
    Refusal.unless(steps.size() == 1 || step.scaler.isEmpty(), Reasons.SCALED);
    List<Clip> clips = new ArrayList<>();
    for (Facing facing : facings.beside(step.statement, Construct.CLIP).toList()) {
      Node statement = Statements.of(facing.node());
      Refusal.unless(backwards.get(0).start() < statement.start(), Reasons.CLIP_CONDITIONAL);
      clips.add(clip(statement, Call.of(facing.node()).orElseThrow(), step.optimizer));
    }
    List<Pass> planned = passes(backwards, step, zeroGrads);
    Node start =
        planned.stream().map(Pass::home).min(Comparator.comparingInt(Node::start)).orElseThrow();
    List<Node> statements = steps.stream().map(Step::statement).toList();
    return new StepPlan(
        step.optimizer,
        List.of(),
        statements,
        planned,
        zeroGrads,
        clips,
        startsEmpty(step, backwards, zeroGrads)
            ? StepPlan.Sum.IN_FUNCTION
            : StepPlan.Sum.IN_OPTIMIZER,
        start,
        scaling(step),
        functions(backwards),
        List.of());
  }

  /** Whether no gradients can be left from an earlier call of the function. */
  private boolean startsEmpty(Step step, List<Node> backwards, List<Node> zeroGrads) {
    Optional<Node> function = Statements.function(step.statement);
    boolean cleared = backwards.stream().allMatch(b -> StepPlan.comesFirst(zeroGrads, b));
    return function.isEmpty() || cleared || isCalledOnce(function.get(), 4);
  }

  private boolean isCalledOnce(Node function, int depth) {
    List<Call> callers = program.flow().callers(function);
    return depth > 0
        && callers.size() <= 1
        && callers.stream()
            .allMatch(
                c ->
                    Statements.loops(c.node()).isEmpty()
                        && Statements.function(c.node())
                            .map(f -> isCalledOnce(f, depth - 1))
                            .orElse(true));
  }
}
