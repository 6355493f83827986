package dev.lockstep.porter.rule;

import dev.lockstep.porter.plan.Training;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.python.Text;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * States that nobody copied: what {@code state_dict()} gives holds the optimizer's own tensors,
 * none of them before the first step of torch's.
 */
final class LiveState {
  private final FilePort port;
  private final TrainingProgram program;
  private final Training training;

  LiveState(FilePort port) {
    this.port = port;
    this.program = port.program();
    this.training = port.plans().survey().training();
  }

  /** Whether a call loads what an optimizer gave before its first step, after that step. */
  boolean isEmpty(Call load) {
    Node state = load.arguments().get(0).value();
    Node whole =
        Call.of(state)
            .filter(c -> c.name().equals("deepcopy"))
            .flatMap(c -> c.positional(0))
            .map(Argument::value)
            .orElse(state);
    return taken(whole)
        .anyMatch(
            c ->
                sites(c).stream()
                    .map(OptimizerSite::node)
                    .anyMatch(n -> training.isNew(n, c.node()) && !training.isNew(n, load.node())));
  }

  /** Whether a call loads the state of another optimizer that steps after it. */
  boolean isShared(Call load) {
    Set<OptimizerSite> own = sites(load);
    Set<Node> places = training.reaching(List.of(load.node()));
    return taken(load.arguments().get(0).value())
        .map(this::sites)
        .filter(other -> !other.isEmpty() && Collections.disjoint(own, other))
        .anyMatch(other -> places.stream().anyMatch(p -> stepsAfter(p, other)));
  }

  private boolean stepsAfter(Node place, Set<OptimizerSite> optimizers) {
    List<Node> steps =
        port.plans()
            .survey()
            .facings()
            .filter(f -> f.construct() == Construct.STEP && isOf(f, optimizers))
            .map(Facing::node)
            .toList();
    return training.reaching(steps).stream()
        .filter(s -> Statements.owner(s) == Statements.owner(place))
        .anyMatch(
            s ->
                s.start() >= place.end()
                    || Statements.loops(place).stream().anyMatch(loop -> loop.contains(s)));
  }

  private boolean isOf(Facing step, Set<OptimizerSite> optimizers) {
    return step.subject()
        .map(program::optimizersOf)
        .filter(found -> !Collections.disjoint(found, optimizers))
        .isPresent();
  }

  private Set<OptimizerSite> sites(Call call) {
    return program.optimizersOf(call.receiver().orElseThrow());
  }

  /** The calls of {@code state_dict()} that a state may come from without a copy. */
  private Stream<Call> taken(Node state) {
    Stream<Node> values =
        state.is("subscript")
            ? program.flow().origins(state.get("value")).stream()
                .flatMap(o -> entry(o, state.get("subscript")).stream())
                .flatMap(n -> program.flow().origins(n).stream())
            : program.flow().origins(state).stream();
    return values
        .flatMap(n -> Call.of(n).stream())
        .filter(c -> c.name().equals("state_dict"))
        .filter(c -> c.receiver().filter(program::isOptimizer).isPresent());
  }

  /** What a dictionary, as it is written, has for a key. */
  private Optional<Node> entry(Node dictionary, Node key) {
    Map<String, Node> entries = program.dictionary(Text.unwrapped(dictionary)).orElse(Map.of());
    return Text.string(key).map(entries::get);
  }
}
