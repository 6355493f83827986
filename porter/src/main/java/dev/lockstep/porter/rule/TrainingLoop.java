package dev.lockstep.porter.rule;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.LoopPath;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The loops that step an optimizer, themselves or in what they call. */
final class TrainingLoop {
  private TrainingLoop() {}

  /** Those in which a statement runs, so that an optimizer may have stepped before it. */
  static Stream<Node> around(FilePort port, Node statement) {
    Set<Node> loops = LoopPath.around(statement, port.program().flow());
    return loops.isEmpty() ? Stream.empty() : of(port, Construct.STEP).filter(loops::contains);
  }

  /** Whether a loop builds an optimizer, which has not stepped then. */
  static boolean builds(FilePort port, Node loop) {
    return of(port, Construct.OPTIMIZER).anyMatch(loop::equals);
  }

  private static Stream<Node> of(FilePort port, Construct construct) {
    Flow flow = port.program().flow();
    return port
        .plans()
        .survey()
        .facings()
        .filter(f -> f.construct() == construct)
        .flatMap(f -> LoopPath.around(f.node(), flow).stream())
        .collect(Collectors.toSet())
        .stream();
  }
}
