package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The statements in front of a place that some values come from, found backwards by the names that
 * they assign and change.
 */
final class LossSlice {
  private final Places places;
  private final Effects effects;
  private final GradientFlow flow;

  LossSlice(TrainingProgram program, Places places) {
    this.places = places;
    this.effects = new Effects(program.project());
    this.flow = new GradientFlow(program);
  }

  /**
   * The statements before a place that some names need; these become what is needed from outside.
   */
  List<Node> before(List<Node> suite, Node place, Set<String> needed, List<Node> zeroGrads) {
    List<Node> slice = new ArrayList<>();
    for (int i = suite.indexOf(place) - 1; i >= 0; i--) {
      Node statement = suite.get(i);
      boolean clearing = places.is(statement, Construct.ZERO_GRAD);
      if (!clearing && !zeroGrads.contains(statement) && changes(statement, needed)) {
        slice.add(0, statement);
        needed.removeIf(name -> Effects.surelyAssigns(statement, name));
        needed.addAll(flow.names(statement));
      }
    }
    return slice;
  }

  /** With the statements between: they keep their place in the order of things. */
  static List<Node> whole(List<Node> suite, List<Node> slice, List<Node> zeroGrads) {
    if (slice.isEmpty()) {
      return List.of();
    }
    int from = suite.indexOf(slice.get(0));
    int to = suite.indexOf(slice.get(slice.size() - 1));
    return suite.subList(from, to + 1).stream().filter(s -> !zeroGrads.contains(s)).toList();
  }

  /** Whether a statement assigns or changes one of some names. */
  boolean changes(Node statement, Set<String> names) {
    Set<String> changed = new HashSet<>(effects.assigned(statement));
    changed.addAll(effects.mutated(statement));
    changed.retainAll(names);
    return !changed.isEmpty();
  }
}
