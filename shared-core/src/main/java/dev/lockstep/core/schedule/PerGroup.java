package dev.lockstep.core.schedule;

import java.util.Arrays;
import java.util.List;

/**
 * A number for all groups of an optimizer, or a list with one a group.
 *
 * @param values the list, or the one number
 * @param shared true if the one number was given by itself, not as a list
 */
public record PerGroup(List<Double> values, boolean shared) {
  public PerGroup {
    values = List.copyOf(values);
  }

  /** The same number for every group. */
  public static PerGroup of(double value) {
    return new PerGroup(List.of(value), true);
  }

  /** One number a group. */
  public static PerGroup of(double[] values) {
    return new PerGroup(Arrays.stream(values).boxed().toList(), false);
  }

  /** Whether this is one number, or a list of that many. */
  public boolean fits(int groups) {
    return shared || values.size() == groups;
  }

  /** The numbers of so many groups; to be asked if {@link #fits}. */
  public double[] spread(int groups) {
    double[] spread = new double[groups];
    for (int i = 0; i < groups; i++) {
      spread[i] = values.get(shared ? 0 : i);
    }
    return spread;
  }

  @Override
  public String toString() {
    return shared ? values.get(0).toString() : values.toString();
  }
}
