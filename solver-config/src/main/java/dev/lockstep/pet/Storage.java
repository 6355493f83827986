package dev.lockstep.pet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training notes about its iterations: numbers by name.
 *
 * <p>Threads: one caller at a time.
 */
public final class Storage {
  /**
   * A number of an iteration.
   *
   * @param iteration from 0
   * @param value the number
   */
  public record Scalar(int iteration, double value) {}

  private final Map<String, List<Scalar>> history = new LinkedHashMap<>();
  private final Map<String, Boolean> smoothing = new LinkedHashMap<>();
  private int iteration;

  /** The iteration that runs. */
  public int iteration() {
    return iteration;
  }

  void setIteration(int newIteration) {
    iteration = newIteration;
  }

  /**
   * Notes a number of this iteration.
   *
   * @param smoothingHint whether a plot may smooth these numbers
   */
  public void putScalar(String name, double value, boolean smoothingHint) {
    history.computeIfAbsent(name, n -> new ArrayList<>()).add(new Scalar(iteration, value));
    smoothing.put(name, smoothingHint);
  }

  /** All numbers under a name; none if there is none. */
  public List<Scalar> history(String name) {
    return Collections.unmodifiableList(history.getOrDefault(name, List.of()));
  }

  /** The latest number under each name. */
  public Map<String, Double> latest() {
    Map<String, Double> latest = new LinkedHashMap<>();
    history.forEach((name, scalars) -> latest.put(name, scalars.get(scalars.size() - 1).value()));
    return latest;
  }

  /** Whether a plot may smooth the numbers under a name. */
  public boolean isSmoothed(String name) {
    return smoothing.getOrDefault(name, true);
  }
}
