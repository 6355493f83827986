package dev.lockstep.conformance.verdict;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Witness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers for which both sides of a card go different ways in the real frameworks'
 * arithmetic, and shrinks them to the smallest a person can follow.
 */
public final class WitnessSearch {
  /**
   * How far apart both sides must be, relative to the way they went: roundings of float32 take
   * plain trials of a few steps apart by less than a thousandth of this.
   */
  static final double VISIBLE = 1e-3;

  private static final int TAPE = 48;

  private final ClaimTrial claim;
  private final Card card;
  private final int row;

  /** Prepares the search for a row that claims a difference. */
  public WitnessSearch(Claim claim) {
    this.claim = new ClaimTrial(claim);
    this.card = claim.card();
    this.row = claim.index();
  }

  /** The smallest witness found; empty if none of {@code tries} trials diverges. */
  public Optional<Witness> find(int tries) {
    for (int seed = 0; seed < tries; seed++) {
      int[] tape = Choices.random(seed, TAPE);
      if (witness(tape).isPresent()) {
        return witness(shrink(tape));
      }
    }
    return Optional.empty();
  }

  /** Lowers one number of the tape after the other for as long as the trial still diverges. */
  private int[] shrink(int[] tape) {
    int[] best = tape;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (int i = 0; i < best.length; i++) {
        int[] lower = lowered(best, i);
        smaller |= lower != best;
        best = lower;
      }
    }
    return best;
  }

  private int[] lowered(int[] tape, int i) {
    int limit = Math.min(tape[i], 720720); // what is chosen depends on the number modulo small ones
    for (int value = 0; value < Math.min(limit, 24); value++) {
      int[] candidate = tape.clone();
      candidate[i] = value;
      if (witness(candidate).isPresent()) {
        return candidate;
      }
    }
    return tape;
  }

  /** The witness that a tape gives; empty if it gives none. */
  private Optional<Witness> witness(int[] tape) {
    return claim.trial(new Choices(tape), true).flatMap(this::witness);
  }

  private Optional<Witness> witness(Trial trial) {
    Duel duel = claim.duel(trial, Arithmetic.NATIVE);
    try {
      Trace left = duel.left();
      Trace right = duel.right();
      return areVisiblyApart(left, right)
              && claim.unexplained(trial, left, right, Arithmetic.NATIVE).isPresent()
          ? Optional.of(describe(trial, left, right))
          : Optional.empty();
    } catch (OptionException refusal) {
      return Optional.empty();
    }
  }

  private static boolean areVisiblyApart(Trace left, Trace right) {
    double way = 0;
    double gap = 0;
    double start = left.after(0).get(0).get(0);
    for (int k = 1; k <= left.steps(); k++) {
      double a = left.after(k).get(0).get(0);
      double b = right.after(k).get(0).get(0);
      way = Math.max(way, Math.max(Math.abs(a - start), Math.abs(b - start)));
      gap = Math.max(gap, Math.abs(a - b));
    }
    return Double.isFinite(way) && gap > VISIBLE * way;
  }

  private Witness describe(Trial trial, Trace left, Trace right) {
    Settings given = trial.given(trial.groups().get(0));
    Map<String, @Nullable Object> source = new LinkedHashMap<>();
    claim.source().settings().stream()
        .map(option -> option.name())
        .filter(given.known()::containsKey)
        .forEach(name -> source.put(name, given.known().get(name)));
    List<Double> gradients = new ArrayList<>();
    trial.gradients().forEach(step -> gradients.add(decimal(step.get(0)[0])));
    return new Witness(
        card.id(),
        row,
        source,
        card.convert(given, claim.source(), claim.target()),
        decimal(left.after(0).get(0).get(0)),
        gradients,
        numbers(left),
        numbers(right));
  }

  private static List<Double> numbers(Trace trace) {
    List<Double> numbers = new ArrayList<>();
    for (int k = 1; k <= trace.steps(); k++) {
      Tensor tensor = trace.after(k).get(0);
      numbers.add(decimal(tensor.get(0)));
    }
    return numbers;
  }

  /** The float as its shortest decimal: 0.1, not 0.10000000149. */
  private static double decimal(double value) {
    return Double.parseDouble(Float.toString((float) value));
  }
}
