package dev.lockstep.porter.plan;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Count;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.LoopPath;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.SchedulerSite;
import dev.lockstep.porter.program.Translator;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Evaluator;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out whether the rates of a run can be listed before it: one optimizer, one scheduler that
 * is only stepped, a known number of steps in each epoch and in the run.
 */
final class RateListPlanner {
  private final Survey survey;
  private final Flow flow;
  private final Evaluator evaluator;

  RateListPlanner(Survey survey) {
    this.survey = survey;
    this.flow = survey.program().flow();
    this.evaluator = survey.program().evaluator();
  }

  Optional<RateList> plan(OptimizerSite optimizer, SchedulerSite scheduler) {
    Optional<Facing> step = onlyStep(scheduler);
    List<Facing> updates =
        survey.of(optimizer).stream().filter(f -> f.construct() == Construct.STEP).toList();
    boolean everyRound =
        updates.size() == 1
            && survey.step(updates.get(0).node()).filter(p -> p.scaling().isEmpty()).isPresent();
    if (step.isEmpty() || !everyRound || isResumed(optimizer)) {
      return Optional.empty();
    }
    LoopPath outer = LoopPath.of(step.get().node(), flow);
    LoopPath inner = LoopPath.of(updates.get(0).node(), flow);
    boolean regular = outer.sure() && inner.sure() && inner.isInside(outer);
    boolean constructedOnce = inner.loops().stream().noneMatch(l -> l.contains(optimizer.node()));
    return regular && constructedOnce && wholeRounds(inner.inner(outer))
        ? list(optimizer, scheduler, step.get(), updates.get(0), outer, inner)
        : Optional.empty();
  }

  /** Whether an optimizer takes over a state, and with it the step that a list goes on from. */
  private boolean isResumed(OptimizerSite optimizer) {
    return survey.of(optimizer).stream()
        .flatMap(f -> Call.of(f.node()).stream())
        .anyMatch(call -> call.name().equals("load_state_dict"));
  }

  private static boolean wholeRounds(List<Node> loops) {
    return loops.stream().noneMatch(LoopPath::mayBreak);
  }

  private Optional<RateList> list(
      OptimizerSite optimizer,
      SchedulerSite scheduler,
      Facing step,
      Facing update,
      LoopPath outer,
      LoopPath inner) {
    Translator translator = new Translator(flow, inner.calls(), optimizer.node());
    Translator options = new Translator(flow, List.of(), optimizer.node());
    Count.Reader reader = new Count.Reader(flow, evaluator, translator);
    Optional<Count> perEpoch = reader.of(inner.inner(outer));
    Optional<Count> epochs = reader.of(outer.loops());
    Optional<String> factor = ClosedForm.of(scheduler, options);
    Optional<Integer> ahead = ahead(step, update, inner);
    if (perEpoch.isEmpty() || epochs.isEmpty() || factor.isEmpty() || ahead.isEmpty()) {
      return Optional.empty();
    }
    boolean loops = !outer.loops().isEmpty();
    String name = scheduler.call().name();
    return loops
        ? Optional.of(new RateList(name, factor.get(), perEpoch.get(), epochs.get(), ahead.get()))
        : Optional.empty();
  }

  /** 1 if the scheduler steps before the optimizer in a round, 0 if after. */
  private Optional<Integer> ahead(Facing step, Facing update, LoopPath inner) {
    Optional<Node> function = Statements.function(step.node());
    return Stream.concat(Stream.of(update.node()), inner.calls().stream().map(Call::node))
        .filter(n -> Statements.function(n).equals(function) && n.source() == step.node().source())
        .findFirst()
        .map(n -> step.node().start() < n.start() ? 1 : 0);
  }

  /** The only thing done with a scheduler: one plain {@code step()}. */
  private Optional<Facing> onlyStep(SchedulerSite scheduler) {
    List<Facing> uses = survey.of(scheduler);
    if (uses.size() != 1 || uses.get(0).construct() != Construct.SCHEDULER) {
      return Optional.empty();
    }
    Facing use = uses.get(0);
    Call call = Call.of(use.node()).orElseThrow();
    boolean plain =
        call.arguments().isEmpty() && Statements.isAlone(use.node()) && isNamed(scheduler);
    return plain && !escapes(scheduler, use) ? Optional.of(use) : Optional.empty();
  }

  private static boolean isNamed(SchedulerSite scheduler) {
    return Statements.target(scheduler.node()).filter(t -> t.is("identifier")).isPresent();
  }

  /** Whether the scheduler goes anywhere but to its step. */
  private boolean escapes(SchedulerSite scheduler, Facing use) {
    Node name = scheduler.node().parent().orElseThrow().get("left");
    return survey
        .program()
        .project()
        .file(scheduler.node())
        .root()
        .descendants("identifier")
        .filter(n -> n.text().equals(name.text()) && Effects.isReference(n) && n != name)
        .anyMatch(n -> !use.node().contains(n));
  }
}
