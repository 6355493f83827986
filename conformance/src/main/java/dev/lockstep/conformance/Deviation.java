package dev.lockstep.conformance;

import java.util.Locale;

/**
 * Where a replay left its budget.
 *
 * @param id the case
 * @param step the step, from 0; -1 is the constructor
 * @param slot what differs: {@code params.fc.weight}, {@code state.fc.weight.exp_avg}, {@code
 *     lr[0]}
 * @param element which element of it; -1 if it is not a tensor
 * @param recorded what was recorded: bits of a number, or words
 * @param got what the replay gave
 * @param ulp distance in ULP; infinite if it is none
 */
public record Deviation(
    String id, int step, String slot, int element, String recorded, String got, double ulp) {

  /** Slot and element: {@code params.fc.weight[7]}. */
  public String place() {
    return element < 0 ? slot : slot + "[" + element + "]";
  }

  /** One line: {@code id, step 3, params.fc.weight[7]: recorded 3f800000, got 3f800001 (1 ULP)}. */
  @Override
  public String toString() {
    String when = step < 0 ? "constructor" : "step " + step;
    String far = Double.isInfinite(ulp) ? "" : String.format(Locale.ROOT, " (%.0f ULP)", ulp);
    return "%s, %s, %s: recorded %s, got %s%s".formatted(id, when, place(), recorded, got, far);
  }
}
