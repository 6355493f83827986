package dev.lockstep.conformance.comparison;

import dev.lockstep.conformance.comparison.Pair.Walk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the smallest numbers for which two definitions visibly differ: few steps first. */
final class SmallestWalk {
  /** How far apart, relative to the way gone: roundings of a few float32 steps stay below. */
  private static final double VISIBLE = 1e-3;

  /** So many times a limit of the gradients is a gradient that it acts on. */
  private static final double BEYOND = 2;

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
    List<List<Double>> all = List.of(List.of());
    for (int k = 0; k < MOST_STEPS; k++) {
      all = longer(all);
      for (List<Double> driven : all) {
        Walk walk = pair.walk(1, driven);
        if (isVisible(walk)) {
          return Optional.of(walk);
        }
      }
    }
    return late();
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
      if (isVisible(until)) {
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
}
