package dev.lockstep.conformance.comparison;

import dev.lockstep.conformance.comparison.Pair.Walk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the smallest numbers for which two definitions visibly differ: few steps first. */
final class SmallestWalk {
  /** How far apart, relative to the way gone: roundings of a few float32 steps stay below. */
  private static final double VISIBLE = 1e-3;

  /** So many times a limit of the gradients is a gradient that it acts on. */
  private static final double BEYOND = 2;

  /**
   * How far apart in units in the last place: a formula rounds less often than this in three steps
   * of any optimizer, whatever the order of its operations.
   */
  private static final double ROUNDINGS = 16;

  private static final int MOST_STEPS = 3;
  private static final List<Double> GRADIENTS = List.of(1.0, 0.5, -1.0, 2.0, 0.1, 0.0, 1e-3, 1e-8);

  private final Pair pair;
  private final int steps;
  private final List<Double> gradients;

  /**
   * A search.
   *
   * @param steps a run so long with gradients of 1 is tried when a few steps show nothing
   */
  SmallestWalk(Pair pair, int steps) {
    this.pair = pair;
    this.steps = steps;
    this.gradients = Stream.concat(GRADIENTS.stream(), beyondLimits()).distinct().toList();
  }

  private Stream<Double> beyondLimits() {
    return Stream.of(pair.left(), pair.right())
        .flatMap(definition -> definition.step().clipping().stream())
        .flatMap(limit -> limit.args().values().stream())
        .filter(Number.class::isInstance)
        .map(limit -> BEYOND * ((Number) limit).doubleValue());
  }

  /** The walk; empty if none was found. */
  Optional<Walk> find() {
    Optional<Walk> early = early(SmallestWalk::isVisible);
    return early.isPresent() ? early : late();
  }

  /**
   * A walk whose sides differ by more than roundings though not visibly; empty if none was found.
   */
  Optional<Walk> findSmall() {
    return early(walk -> walk.gap() > ROUNDINGS * ulp(walk, walk.left().size() - 1));
  }

  private Optional<Walk> early(Predicate<Walk> differs) {
    List<List<Double>> all = List.of(List.of());
    for (int k = 0; k < MOST_STEPS; k++) {
      all = longer(all);
      for (List<Double> driven : all) {
        Walk walk = pair.walk(1, driven);
        if (differs.test(walk)) {
          return Optional.of(walk);
        }
      }
    }
    return Optional.empty();
  }

  /** A long run is cut where the difference shows. */
  private Optional<Walk> late() {
    Walk walk = pair.walk(1, Collections.nCopies(steps, 1.0));
    for (int k = 1; k <= steps; k++) {
      Walk until =
          new Walk(
              walk.start(),
              walk.gradients().subList(0, k),
              walk.left().subList(0, k),
              walk.right().subList(0, k));
      if (isVisible(until) || isStepVisible(until)) {
        return Optional.of(until);
      }
    }
    return Optional.empty();
  }

  private List<List<Double>> longer(List<List<Double>> all) {
    List<List<Double>> longer = new ArrayList<>();
    for (List<Double> shorter : all) {
      for (double next : gradients) {
        List<Double> more = new ArrayList<>(shorter);
        more.add(next);
        longer.add(more);
      }
    }
    return longer;
  }

  private static boolean isVisible(Walk walk) {
    return Double.isFinite(walk.way()) && walk.gap() > VISIBLE * walk.way();
  }

  /** Whether the last step goes visibly farther on one side: what rates that end apart do. */
  private static boolean isStepVisible(Walk walk) {
    int last = walk.left().size() - 1;
    double a = walk.left().get(last) - (last == 0 ? walk.start() : walk.left().get(last - 1));
    double b = walk.right().get(last) - (last == 0 ? walk.start() : walk.right().get(last - 1));
    double apart = Math.abs(a - b);
    return Double.isFinite(walk.way())
        && apart > VISIBLE * Math.max(Math.abs(a), Math.abs(b))
        && apart > ROUNDINGS * ulp(walk, last);
  }

  /** The unit in the last place of the larger side, of the start at least. */
  private static double ulp(Walk walk, int step) {
    double larger = Math.max(Math.abs(walk.left().get(step)), Math.abs(walk.right().get(step)));
    return Math.ulp((float) Math.max(larger, Math.abs(walk.start())));
  }
}
