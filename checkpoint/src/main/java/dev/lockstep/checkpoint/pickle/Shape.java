package dev.lockstep.checkpoint.pickle;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.checkpoint.Value.Sequence;
import java.util.Collection;

/**
 * Limits on what a pickle unfolds to: references to one value count as often as they come, so that
 * neither a loop nor a bomb of references gets through.
 */
final class Shape {
  private static final int DEEPEST = 64;
  private static final int MOST = 4_000_000;

  private int seen;

  private Shape() {}

  static Value checked(Value value) {
    new Shape().visit(value, 0);
    return value;
  }

  private void visit(Value value, int depth) {
    if (depth > DEEPEST) {
      throw new CheckpointException(
          Rule.TOO_DEEP, "values are nested deeper than %s, or hold themselves".formatted(DEEPEST));
    }
    if (++seen > MOST) {
      throw new CheckpointException(
          Rule.TOO_LARGE, "it unfolds to more than %s values".formatted(MOST));
    }
    if (value instanceof Dict dict) {
      visitAll(dict.entries().values(), depth + 1);
      visitAll(dict.attributes().values(), depth + 1);
    } else if (value instanceof Sequence sequence) {
      visitAll(sequence.items(), depth + 1);
    }
  }

  private void visitAll(Collection<Value> values, int depth) {
    for (Value value : values) {
      visit(value, depth);
    }
  }
}
