package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds where a step's gradients are read and changed between its passes and the next clearing. */
final class StepGradients {
  private final TrainingProgram program;
  private final Places places;
  private final Clearing clearing;
  private final LeftOut leftOut;

  StepGradients(TrainingProgram program, Places places, Clearing clearing) {
    this.program = program;
    this.places = places;
    this.clearing = clearing;
    this.leftOut = new LeftOut(program);
  }

  /** The places in a step's block that read or change its gradients. */
  List<Node> of(StepPlan plan, Node step) throws Refusal {
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
        places
            .beside(step, Construct.STEP)
            .map(f -> Statements.of(f.node()))
            .allMatch(plan.steps()::contains);
    int first = alone ? around.start() : plan.start().start();
    boolean changed =
        uses.stream()
            .filter(u -> !own.contains(u) && first <= u.start() && (alone || u.start() < to))
            .anyMatch(u -> GradientUses.change(u).isPresent());
    Refusal.unless(!changed, Reasons.READS_GRAD);
    for (Node use : own) {
      Refusal.unless(!isForgotten(use), Reasons.FORGETS_GRAD);
      Refusal.unless(models(use).allMatch(m -> isOf(m, plan)), Reasons.GRAD_OF_OTHERS);
    }
    return List.copyOf(own);
  }

  /** {@code p.grad = None}. */
  private static boolean isForgotten(Node use) {
    return GradientUses.change(use)
        .filter(c -> c.is("assignment") && c.find("right").filter(r -> r.is("none")).isPresent())
        .isPresent();
  }

  /** The models whose parameters a gradient in a loop may be of. */
  private static Stream<Node> models(Node use) {
    Node owner = use.get("object");
    return Statements.iterations(use)
        .filter(loop -> Statements.loopsOver(loop, owner.text()))
        .limit(1)
        .flatMap(loop -> Call.in(loop.get("right")))
        .filter(call -> call.name().matches("(named_)?parameters"))
        .flatMap(call -> call.receiver().stream());
  }

  /** Whether a step may update a model: an optimizer that is not known may be of any. */
  private boolean isOf(Node model, StepPlan plan) {
    return !leftOut.any(model, plan.optimizers())
        && plan.optimizers().stream()
            .anyMatch(
                o ->
                    program.optimizersOf(o).isEmpty()
                        || clearing.clears(model, o)
                        || program
                            .modelsOf(o)
                            .anyMatch(own -> isPart(own, model) || isIn(own, model)));
  }

  /** Whether a model is found among the layers of another. */
  private boolean isIn(String own, Node model) {
    return program.flow().origins(model).stream()
        .flatMap(Call::in)
        .filter(c -> c.name().matches("(named_)?(children|modules)"))
        .flatMap(c -> c.receiver().stream())
        .anyMatch(whole -> isPart(own, whole));
  }

  private static boolean isPart(String own, Node model) {
    return (own + ".").startsWith(model.text() + ".") || (model.text() + ".").startsWith(own + ".");
  }

  /** Where gradients are cleared or computed anew behind a step. */
  private int cleared(Node step) {
    return Stream.of(Construct.ZERO_GRAD, Construct.BACKWARD)
        .flatMap(c -> places.beside(step, c))
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
        && Places.sameFunction(use, step)
        && Statements.siblings(step).stream()
            .anyMatch(s -> s.contains(use) && Statements.startsLine(s) && Statements.endsLine(s));
  }
}
