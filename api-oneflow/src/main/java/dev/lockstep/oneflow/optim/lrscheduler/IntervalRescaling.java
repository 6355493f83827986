package dev.lockstep.oneflow.optim.lrscheduler;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether the scheduler after a milestone begins at step 0: for all milestones, or for each.
 *
 * @param values one a milestone, or the one for all
 * @param shared true if the one value was given by itself, not as a list
 */
public record IntervalRescaling(List<Boolean> values, boolean shared) {
  public IntervalRescaling {
    values = List.copyOf(values);
  }

  /** The same for every milestone. */
  public static IntervalRescaling of(boolean value) {
    return new IntervalRescaling(List.of(value), true);
  }

  /** One a milestone. */
  public static IntervalRescaling each(boolean[] values) {
    List<Boolean> boxed = new ArrayList<>();
    for (boolean value : values) {
      boxed.add(value);
    }
    return new IntervalRescaling(boxed, false);
  }

  /** Whether this is one value, or a list of that many. */
  public boolean fits(int milestones) {
    return shared || values.size() == milestones;
  }

  /** The value of a milestone. */
  public boolean at(int milestone) {
    return values.get(shared ? 0 : milestone);
  }
}
