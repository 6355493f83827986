package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A step of parameters that never get gradients, as where a script only asks a schedule for its
 * rates: torch's optimizers leave such parameters as they are.
 */
public final class IdleStep implements Rule {
  private static final Text IDLE =
      new Text(
          "not needed: nothing here gives the parameters gradients, and torch's step leaves them as they are",
          "不需要：此处参数不会得到梯度，torch 的更新会保持其不变");

  /** What is asked of an optimizer that nothing trains. */
  private static final Set<String> ASKED = Set.of("step", "zero_grad", "param_groups", "defaults");

  @Override
  public void apply(FilePort port) {
    List<Facing> idle =
        Stream.of(Construct.STEP, Construct.ZERO_GRAD)
            .flatMap(port::open)
            .filter(f -> isAlone(f.node()) && !port.isMarked(f.node()) && isIdle(port, f))
            .toList();
    for (Facing facing : idle) {
      port.edits().remove(Statements.of(facing.node()));
      port.changed(this, facing.node(), facing.construct(), IDLE);
    }
  }

  private static boolean isAlone(Node call) {
    return Statements.isAlone(call)
        && Call.of(call).filter(c -> c.arguments().isEmpty()).isPresent();
  }

  /**
   * Whether the optimizer and what it trains are made in this function and used for nothing else.
   */
  private static boolean isIdle(FilePort port, Facing facing) {
    TrainingProgram program = port.program();
    Node place = Statements.owner(facing.node());
    Collection<OptimizerSite> sites =
        facing.subject().stream().flatMap(o -> program.optimizersOf(o).stream()).toList();
    return !sites.isEmpty()
        && !derives(place)
        && facing.subject().stream().allMatch(o -> o.is("identifier") && arePorted(port, o))
        && sites.stream().allMatch(s -> Statements.owner(s.node()) == place)
        && uses(place, facing.subject().orElseThrow().text()).allMatch(n -> isAsked(program, n))
        && sites.stream().allMatch(s -> isNewHere(program, place, s));
  }

  private static boolean arePorted(FilePort port, Node optimizer) {
    Collection<OptimizerPlan> plans = port.plans().of(optimizer);
    return !plans.isEmpty() && plans.stream().allMatch(port::isMade);
  }

  /** Whether a place takes gradients, or looks at them. */
  private static boolean derives(Node place) {
    return place
        .descendants("attribute")
        .anyMatch(n -> n.get("attribute").text().matches("\\w*backward|grad|autograd"));
  }

  private static Stream<Node> uses(Node place, String name) {
    return place
        .descendants("identifier")
        .filter(n -> n.text().equals(name) && Effects.isReference(n));
  }

  /** Whether an optimizer is made, steps, tells its groups or goes to a scheduler. */
  private static boolean isAsked(TrainingProgram program, Node use) {
    Node parent = use.parent().orElse(use);
    boolean asked = parent.is("attribute") && ASKED.contains(parent.get("attribute").text());
    boolean scheduled =
        use.enclosing("call")
            .filter(
                c -> Call.of(c).orElseThrow().arguments().stream().anyMatch(a -> a.value() == use))
            .flatMap(Statements::target)
            .filter(program::isScheduler)
            .isPresent();
    return asked || scheduled || Effects.isTarget(use);
  }

  /** Whether what an optimizer trains is made in the same place and used nowhere else in it. */
  private static boolean isNewHere(TrainingProgram program, Node place, OptimizerSite site) {
    Node params = site.params().map(Argument::value).orElse(site.node());
    return Stream.concat(Stream.of(params), params.descendants())
        .filter(n -> n.is("identifier") && Effects.isReference(n))
        .filter(n -> program.qualified(n).isEmpty())
        .allMatch(
            n ->
                uses(place, n.text()).allMatch(u -> Effects.isTarget(u) || site.node().contains(u))
                    && isMade(program, place, n.text()));
  }

  private static boolean isMade(TrainingProgram program, Node place, String name) {
    List<Node> values =
        place
            .descendants("assignment")
            .filter(a -> a.get("left").text().equals(name))
            .flatMap(a -> a.find("right").stream())
            .toList();
    return !values.isEmpty()
        && values.stream().flatMap(Call::in).allMatch(c -> isLibrary(program, c));
  }

  private static boolean isLibrary(TrainingProgram program, Call call) {
    return program.qualified(call.callee()).filter(n -> n.startsWith("torch")).isPresent()
        || program.flow().callee(call).filter(program::isModule).isPresent()
        || call.name().matches("to|cuda|cpu|train|eval|parameters|range|list");
  }
}
