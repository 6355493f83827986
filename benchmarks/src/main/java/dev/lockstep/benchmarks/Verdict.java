package dev.lockstep.benchmarks;

import java.util.Locale;

/**
 * One row of the targets.
 *
 * @param what is measured, and beside what
 * @param measured the figure; NaN if it could not be measured
 * @param bound its limit
 * @param most whether the limit is the largest that is good, or the smallest
 */
record Verdict(String what, double measured, double bound, boolean most) {
  // Half of the last digit that is printed.
  private static final double ROUNDING = 0.0005;

  static Verdict atMost(String what, double measured, double bound) {
    return new Verdict(what, measured, bound, true);
  }

  static Verdict atLeast(String what, double measured, double bound) {
    return new Verdict(what, measured, bound, false);
  }

  boolean isHit() {
    return most ? measured < bound + ROUNDING : measured >= bound;
  }

  /** As a process tells it to another. */
  String line() {
    return String.join(
        "\t", what, Double.toString(measured), Double.toString(bound), Boolean.toString(most));
  }

  /** What {@link #line} told. */
  static Verdict read(String line) {
    String[] words = line.split("\t", -1);
    return new Verdict(
        words[0],
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Boolean.parseBoolean(words[3]));
  }

  @Override
  public String toString() {
    String state = Double.isNaN(measured) ? "none" : isHit() ? "hit " : "MISS";
    return String.format(
        Locale.ROOT,
        bound < 1000 ? "%s  %-68s %7.3f  (%s %.3f)" : "%s  %-68s %,7.0f  (%s %,.0f)",
        state,
        what,
        measured,
        most ? "at most" : "at least",
        bound);
  }
}
