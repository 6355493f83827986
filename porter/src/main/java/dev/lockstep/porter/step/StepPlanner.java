package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.ScalingStep;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.StepPlan.Clip;
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
  private final List<Facing> facings;
  private final Losses losses;
  private final Places places;
  private final Clearing clearing;
  private final PassPlanner passes;
  private final CalledPassPlanner calledPasses;
  private final Home homes;
  private final ClipPlanner clips;
  private final ScalingPlanner scalings;
  private final StepGradients gradients;
  private final ScalingStepPlanner wholes;
  private final Recorded recorded;
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
    this.facings = facings;
    this.losses = new Losses(program, facings, unsafe);
    this.places = losses.places();
    this.clearing = new Clearing(program, facings);
    this.passes = new PassPlanner(program, new Places(facings), aside);
    this.calledPasses = new CalledPassPlanner(program, new Places(facings));
    this.homes = new Home(program);
    this.clips = new ClipPlanner(program, places, clearing);
    this.scalings = new ScalingPlanner(program, places);
    this.gradients = new StepGradients(program, places, clearing);
    this.wholes = new ScalingStepPlanner(places, clearing, clips, passes);
    this.recorded = new Recorded(program);
    this.unsafe = unsafe;
    this.taken = taken;
  }

  /** The same without some places, which stay as they are. */
  public StepPlanner without(List<Facing> aside) {
    List<Facing> rest = facings.stream().filter(f -> !aside.contains(f)).toList();
    return new StepPlanner(program, rest, aside, unsafe, taken);
  }

  /**
   * The same step with the branch beside it that scales the loss, if it can be taken apart.
   *
   * @param scaled the places of such branches
   */
  public StepPlan withBranch(StepPlan plan, List<Facing> scaled) {
    BranchPlanner branches = new BranchPlanner(program, List.of());
    return new ScaledBranchPlanner(branches, scalings, clips, clearing)
        .beside(plan, scaled)
        .map(plan::with)
        .orElse(plan);
  }

  /**
   * The plan for a call of {@code optimizer.step()}.
   *
   * @throws Refusal if the step is not one that can be taken apart safely
   */
  public StepPlan plan(Facing stepCall) throws Refusal {
    Optional<ScalingStep> whole = Call.of(stepCall.node()).flatMap(c -> ScalingStep.of(program, c));
    StepPlan planned = whole.isPresent() ? wholes.plan(whole.get()) : planned(Step.of(stepCall));
    StepPlan plan = planned.with(gradients.of(planned, planned.steps().get(0)));
    requireOwn(plan);
    Refusal.unless(!isOneOfSeveral(plan), Reasons.ONE_OF_SEVERAL);
    for (Pass pass : plan.passes()) {
      Refusal.unless(recorded.reaches(pass, plan.optimizer()), Reasons.LOSS_ELSEWHERE);
    }
    return plan;
  }

  /** Whether a loop gives an optimizer its name behind the backward pass that it shares. */
  private static boolean isOneOfSeveral(StepPlan plan) {
    return plan.steps().stream()
        .flatMap(step -> Statements.loops(step).stream())
        .filter(loop -> loop.is("for_statement"))
        .filter(loop -> plan.passes().stream().noneMatch(p -> loop.contains(p.backward())))
        .anyMatch(
            loop ->
                plan.optimizers().stream()
                    .flatMap(o -> Stream.concat(Stream.of(o), o.descendants("identifier")))
                    .anyMatch(name -> Statements.loopsOver(loop, name.text())));
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

  private StepPlan inOneBlock(Step step) throws Refusal {
    List<Node> suite = Statements.siblings(step.statement());
    List<Node> here = clearing.of(step.optimizer(), Set.copyOf(suite));
    List<Node> zeroGrads = here.isEmpty() ? clearedAround(step) : here;
    List<Node> backwards = backwards(suite, zeroGrads, step.statement());
    requireNoOther(zeroGrads, backwards, step.statement());
    List<Step> others = others(suite, backwards, step);
    List<Node> cleared = new ArrayList<>(zeroGrads);
    for (Step other : others) {
      cleared.addAll(clearing.of(other.optimizer(), Set.copyOf(suite)));
    }
    List<Pass> planned = passes(backwards, step, cleared);
    others.removeIf(o -> !homes.isKnown(o.optimizer(), planned.get(0).home()));
    List<Step> steps = Stream.concat(Stream.of(step), others.stream()).toList();
    List<Node> optimizers = steps.stream().map(Step::optimizer).toList();
    Node last = steps.get(others.size()).statement();
    return new StepPlan(
        step.optimizer(),
        optimizers.subList(1, optimizers.size()),
        steps.stream().map(Step::statement).toList(),
        planned,
        cleared.stream().distinct().toList(),
        clips.between(optimizers, backwards.get(0), last),
        StepPlan.Sum.NONE,
        planned.get(0).home(),
        scalings.of(step),
        losses.functions(backwards),
        List.of(),
        Optional.empty());
  }

  /** Steps of other optimizers that follow on the same backward passes, cleared like this one. */
  private List<Step> others(List<Node> suite, List<Node> backwards, Step step) throws Refusal {
    List<Step> others = new ArrayList<>();
    int next =
        places.in(suite, Construct.BACKWARD).stream()
            .mapToInt(Node::start)
            .filter(b -> b > step.statement().start())
            .min()
            .orElse(Integer.MAX_VALUE);
    for (Facing facing : places.of(Construct.STEP).toList()) {
      Node statement = Statements.of(facing.node());
      boolean follows =
          statement.start() > step.statement().start()
              && statement.start() < next
              && backwards.stream().allMatch(b -> losses.inputs(b).isEmpty());
      if (!suite.contains(statement) || !follows || step.scaler().isPresent()) {
        continue;
      }
      Step other = Step.of(facing);
      List<Node> cleared = clearing.of(other.optimizer(), Set.copyOf(suite));
      boolean once =
          other.scaler().isEmpty()
              && !cleared.isEmpty()
              && sinceCleared(suite, cleared, other.statement()).equals(backwards);
      if (once && !clearing.clears(other.optimizer(), step.optimizer())) {
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
    Node branch = step.statement();
    Optional<Node> outer = StepPlan.outerBranch(branch);
    while (outer.isPresent()) {
      branch = outer.get();
      int end = branch.start();
      List<Node> before = Statements.siblings(branch).stream().filter(s -> s.end() <= end).toList();
      List<Node> cleared = clearing.of(step.optimizer(), Set.copyOf(before));
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
            && places
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
        places.in(suite, Construct.BACKWARD).stream()
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
        places.in(suite, Construct.BACKWARD).stream().anyMatch(b -> late && b.start() > cleared);
    Refusal.unless(!after, Reasons.SEVERAL_BACKWARDS);
    return own;
  }

  /** Whether a step runs once, on gradients that nothing clears. */
  private boolean isFirst(Node step) {
    Optional<Node> function = Statements.function(step);
    return Statements.loops(step).isEmpty()
        && function.map(f -> isCalledOnce(f, 4)).orElse(true)
        && places
            .of(Construct.STEP)
            .filter(f -> Statements.of(f.node()) == step)
            .flatMap(f -> f.subject().stream())
            .allMatch(clearing::isNever);
  }

  private boolean isStepBetween(List<Node> suite, Node backward, Node step) {
    return places.in(suite, Construct.STEP).stream()
        .anyMatch(s -> backward.start() < s.start() && s.start() < step.start());
  }

  private List<Pass> passes(List<Node> backwards, Step step, List<Node> zeroGrads) throws Refusal {
    List<Pass.Term> terms = new ArrayList<>();
    for (Node backward : backwards) {
      terms.add(new Pass.Term(backward, losses.of(backward, step), weight(backward, step)));
    }
    try {
      List<Pass> apart = apart(terms, step, zeroGrads);
      long moved = apart.stream().flatMap(p -> p.moved().stream()).distinct().count();
      return apart.stream().mapToInt(p -> p.moved().size()).sum() == moved
          ? apart
          : List.of(together(terms, step, zeroGrads));
    } catch (Refusal refusal) {
      if (terms.size() > 1 && refusal.reason().equals(Reasons.SEVERAL_BACKWARDS)) {
        return List.of(together(terms, step, zeroGrads));
      }
      throw refusal;
    }
  }

  private List<Pass> apart(List<Pass.Term> terms, Step step, List<Node> zeroGrads) throws Refusal {
    List<Pass> planned = new ArrayList<>();
    for (Pass.Term term : terms) {
      planned.add(
          losses.called(term.backward()).isPresent()
              ? calledPasses.plan(term.backward(), term.loss(), step.optimizer(), zeroGrads)
              : passes.plan(List.of(term), step.optimizer(), zeroGrads));
    }
    return planned;
  }

  /** Passes that share a part of what they derive: the gradient of the sum of their losses. */
  private Pass together(List<Pass.Term> terms, Step step, List<Node> zeroGrads) throws Refusal {
    Node first = terms.get(0).backward();
    Node last = terms.get(terms.size() - 1).backward();
    List<Node> suite = Statements.siblings(last);
    Refusal.unless(
        terms.stream().allMatch(t -> suite.contains(t.backward()))
            && terms.stream().allMatch(t -> losses.called(t.backward()).isEmpty()),
        Reasons.SEVERAL_BACKWARDS);
    List<Node> between =
        suite.stream().filter(s -> first.end() <= s.start() && s.end() <= last.start()).toList();
    for (Node statement : between) {
      boolean pass = terms.stream().anyMatch(t -> t.backward() == statement);
      boolean acts =
          places.all().stream().anyMatch(f -> statement.contains(f.node()))
              || GradientUses.in(program, statement).findAny().isPresent()
              || SecondRun.isFreezing(statement);
      Refusal.unless(pass || !acts, Reasons.SEVERAL_BACKWARDS);
    }
    return passes.together(terms, between, step.optimizer(), zeroGrads);
  }

  /** What a backward pass is given; it gives all of an optimizer's parameters their gradients. */
  private Optional<Node> weight(Node backward, Step step) throws Refusal {
    Optional<Node> inputs = losses.inputs(backward);
    Refusal.unless(
        inputs.isEmpty() || clips.isAllOf(inputs.get(), step.optimizer()), Reasons.BACKWARD_INPUTS);
    Optional<Node> weight = losses.weight(backward);
    Node loss = losses.of(backward, step);
    boolean tensor =
        loss.is("identifier")
            && !program.isModel(loss)
            && !program.isOptimizer(loss)
            && program.flow().instanceOf(loss).isEmpty();
    Refusal.unless(
        weight.isEmpty() || (tensor && step.scaler().isEmpty()), Reasons.BACKWARD_ARGUMENTS);
    return weight;
  }

  /** All steps, passes and clearings of a function are of one optimizer. */
  private StepPlan carried(Step step) throws Refusal {
    List<Step> steps = new ArrayList<>();
    for (Facing facing : places.beside(step.statement(), Construct.STEP).toList()) {
      steps.add(Step.of(facing));
    }
    boolean one =
        steps.stream()
            .allMatch(
                s ->
                    s.optimizer().text().equals(step.optimizer().text())
                        && s.scaler().map(Node::text).equals(step.scaler().map(Node::text)));
    Refusal.unless(one, Reasons.SHARED_BACKWARD);
    List<Node> backwards =
        places
            .beside(step.statement(), Construct.BACKWARD)
            .map(f -> Statements.of(f.node()))
            .toList();
    Refusal.unless(!backwards.isEmpty(), Reasons.BACKWARD_ELSEWHERE);
    Set<Node> whole = new LinkedHashSet<>();
    places
        .beside(step.statement(), Construct.ZERO_GRAD)
        .forEach(f -> whole.add(Statements.of(f.node())));
    List<Node> zeroGrads = clearing.of(step.optimizer(), whole);
    Refusal.unless(
        zeroGrads.size() == whole.size()
            && (!whole.isEmpty() || clearing.isNever(step.optimizer())),
        Reasons.ZERO_GRAD_ELSEWHERE);
    Refusal.unless(steps.size() == 1 || step.scaler().isEmpty(), Reasons.SCALED);
    List<Clip> clipped = clips.beside(step, backwards.get(0));
    List<Pass> planned = passes(backwards, step, zeroGrads);
    Node start =
        planned.stream().map(Pass::home).min(Comparator.comparingInt(Node::start)).orElseThrow();
    List<Node> statements = steps.stream().map(Step::statement).toList();
    return new StepPlan(
        step.optimizer(),
        List.of(),
        statements,
        planned,
        zeroGrads,
        clipped,
        startsEmpty(step, backwards, zeroGrads)
            ? StepPlan.Sum.IN_FUNCTION
            : StepPlan.Sum.IN_OPTIMIZER,
        start,
        scalings.of(step),
        losses.functions(backwards),
        List.of(),
        Optional.empty());
  }

  /** Whether no gradients can be left from an earlier call of the function. */
  private boolean startsEmpty(Step step, List<Node> backwards, List<Node> zeroGrads) {
    Optional<Node> function = Statements.function(step.statement());
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
