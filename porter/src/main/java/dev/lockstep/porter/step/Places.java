package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.stream.Stream;

/** The places of a file that face its optimizers, by what they are. */
final class Places {
  private final List<Facing> all;

  Places(List<Facing> all) {
    this.all = all;
  }

  /** All of them. */
  List<Facing> all() {
    return all;
  }

  /** Those that are of a construct. */
  Stream<Facing> of(Construct construct) {
    return all.stream().filter(f -> f.construct() == construct);
  }

  /** Those in a function, or outside of functions, beside another place. */
  Stream<Facing> beside(Node place, Construct construct) {
    return of(construct).filter(f -> sameFunction(f.node(), place));
  }

  /** Whether two places stand in one function, or both outside of functions. */
  static boolean sameFunction(Node a, Node b) {
    return Statements.function(a).equals(Statements.function(b));
  }

  /** The statements of a block that are of a construct. */
  List<Node> in(List<Node> suite, Construct construct) {
    return statements(construct).filter(suite::contains).distinct().toList();
  }

  /** The statements that are of a construct. */
  Stream<Node> statements(Construct construct) {
    return of(construct).map(f -> Statements.of(f.node()));
  }

  /** Whether a statement is of a construct. */
  boolean is(Node statement, Construct construct) {
    return statements(construct).anyMatch(s -> s == statement);
  }
}
