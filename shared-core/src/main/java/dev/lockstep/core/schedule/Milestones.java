package dev.lockstep.core.schedule;

import java.util.Arrays;
import java.util.List;

/**
 * Epochs or steps at which something changes.
 *
 * @param values in the order in which they were given; there may be equal ones
 */
public record Milestones(List<Integer> values) {
  public Milestones {
    values = List.copyOf(values);
  }

  /** These epochs. */
  public static Milestones of(int... values) {
    return new Milestones(Arrays.stream(values).boxed().toList());
  }

  /**
   * Where {@code step} would be inserted behind its equals by halving the list, as Python's {@code
   * bisect_right}: in an ascending list the number of milestones up to and with {@code step}.
   */
  public int countUpTo(int step) {
    int low = 0;
    int high = values.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (step < values.get(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
