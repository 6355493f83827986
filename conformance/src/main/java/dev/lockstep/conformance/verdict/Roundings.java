package dev.lockstep.conformance.verdict;

import dev.lockstep.conformance.verdict.Trial.TrialGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How far roundings may take two runs of one formula apart: as far as one of them moves by itself
 * when its gradients, parameters and options are off by some units in the last place of float32, in
 * which MindSpore keeps the numbers of a step.
 *
 * <p>So an optimizer that follows a sign may jump where a gradient cancels, and nowhere else.
 */
final class Roundings {
  /** Four units in the last place of float32: a step rounds about a dozen times, most by less. */
  private static final double OFF = 0x1p-21;

  /** The next number in float32 is this far at most: so a moved option is another one there. */
  private static final double ROUNDED = 0x1p-23;

  /**
   * A step also rounds numbers that are not moved here (moments, denominators), about a dozen
   * times, and what is lost adds up over the steps of a trial.
   */
  private static final double MARGIN = 64;

  /** Roundings of the parameter itself: some units in its last place. */
  private static final double OF_VALUE = 0x1p-20;

  private static final List<int[]> PATTERNS =
      List.of(new int[] {1}, new int[] {-1}, new int[] {1, -1}, new int[] {-1, 1, 1});

  private Roundings() {}

  /**
   * The first place where two runs are farther apart than roundings explain.
   *
   * @param bound what the card states, relative to the way that a parameter has gone
   * @param defaults of the left side's options
   * @param run runs the left side on a trial
   */
  static Optional<Trace.Place> firstUnexplained(
      Trial trial,
      Trace left,
      Trace right,
      double bound,
      Map<String, @Nullable Object> defaults,
      Function<Trial, Trace> run) {
    ToDoubleFunction<Trace.Place> floor =
        at ->
            OF_VALUE * Math.max(left.largest(at), right.largest(at))
                + bound * Math.max(left.way(at), right.way(at));
    Optional<Trace.Place> place = left.firstDifference(right, floor);
    if (place.isEmpty()) {
      return place;
    }
    List<Trace> moved =
        PATTERNS.stream().map(pattern -> run.apply(off(trial, defaults, pattern))).toList();
    return left.firstDifference(
        right,
        at ->
            floor.applyAsDouble(at)
                + MARGIN * moved.stream().mapToDouble(m -> left.gap(m, at)).max().orElse(0));
  }

  private static Trial off(Trial trial, Map<String, @Nullable Object> defaults, int[] pattern) {
    List<TrialGroup> groups = new ArrayList<>();
    for (TrialGroup group : trial.groups()) {
      List<double[]> values = group.values().stream().map(v -> off(v, pattern)).toList();
      groups.add(new TrialGroup(group.options(), group.rates(), values));
    }
    List<List<double[]>> gradients = new ArrayList<>();
    for (List<double[]> step : trial.gradients()) {
      // Against the parameters, so that what cancels between them is moved.
      int[] turned = gradients.size() % 2 == 0 ? new int[] {-pattern[0]} : pattern;
      gradients.add(step.stream().map(g -> off(g, turned)).toList());
    }
    Map<String, @Nullable Object> options = new LinkedHashMap<>(defaults);
    options.values().removeIf(value -> value instanceof Map); // a default that is code
    options.putAll(trial.options());
    options.replaceAll((name, value) -> off(value, pattern[0]));
    return new Trial(trial.rateName(), trial.dtype(), options, groups, gradients);
  }

  /** An option's number as far off as float32 may round it. */
  private static @Nullable Object off(@Nullable Object option, int sign) {
    if (option instanceof Double number) {
      return number * (1 + sign * ROUNDED);
    }
    return option instanceof List<?> list ? list.stream().map(v -> off(v, sign)).toList() : option;
  }

  private static double[] off(double[] values, int[] pattern) {
    double[] off = values.clone();
    for (int i = 0; i < off.length; i++) {
      off[i] *= 1 + pattern[i % pattern.length] * OFF;
    }
    return off;
  }
}
