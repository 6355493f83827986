package dev.lockstep.oneflow.optimizer;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Numbers of the pieces of a schedule, or one number for all of them.
 *
 * @param values one a piece, or the one number
 * @param shared true if the one number was given by itself, not as a list
 */
public record Pieces(List<Double> values, boolean shared) {
  public Pieces {
    values = List.copyOf(values);
  }

  /** The same number for every piece. */
  public static Pieces of(double value) {
    return new Pieces(List.of(value), true);
  }

  /** One number a piece. */
  public static Pieces list(double[] values) {
    return new Pieces(Arrays.stream(values).boxed().toList(), false);
  }

  /** The numbers of so many pieces: one number is repeated, not compounded. */
  public List<Double> spread(int pieces) {
    return shared ? Collections.nCopies(pieces, values.get(0)) : values;
  }
}
