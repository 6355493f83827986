package dev.lockstep.benchmarks;

import java.util.Locale;

/**
 * One row of the targets.
 *
 * @param what is measured, and beside what
 * @param measured the figure; NaN if it could not be measured
 * @param bound its limit
 * @param most whether the limit is the largest that is good, or the smallest
 * @param reach what a plain C loop over the same arrays measured in the same heat; 0 if none ran
 */
record Verdict(String what, double measured, double bound, boolean most, double reach) {
  // Half of the last digit that is printed.
  private static final double ROUNDING = 0.0005;

  // As for the bytes bound: what must be moved, and a seventh.
  private static final double MOST_OF_REACH = 1.15;

  static Verdict atMost(String what, double measured, double bound) {
    return new Verdict(what, measured, bound, true, 0);
  }

  /** The same where a plain C loop ran too. */
  static Verdict atMost(String what, double measured, double bound, double reach) {
    return new Verdict(what, measured, bound, true, reach);
  }

  static Verdict atLeast(String what, double measured, double bound) {
    return new Verdict(what, measured, bound, false, 0);
  }

  boolean isHit() {
    return most ? measured < bound + ROUNDING : measured >= bound;
  }

  /**
   * Whether the bound is out of the memory's reach here: the C loop misses it, and we keep up. Only
   * said of bounds below 1: any other the reference itself reaches.
   */
  boolean isBeyondReach() {
    return bound < 1 && !isHit() && reach > bound && measured <= MOST_OF_REACH * reach;
  }

  /** Whether it was measured, and is neither hit nor out of reach. */
  boolean isMiss() {
    return !Double.isNaN(measured) && !isHit() && !isBeyondReach();
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
        Boolean.parseBoolean(words[3]),
        0);
  }

  @Override
  public String toString() {
    String state =
        Double.isNaN(measured) ? "none" : isHit() ? "hit " : isBeyondReach() ? "(C) " : "MISS";
    return String.format(
        Locale.ROOT,
        bound < 1000 ? "%s  %-68s %7.3f  (%s %.3f%s)" : "%s  %-68s %,7.0f  (%s %,.0f%s)",
        state,
        what,
        measured,
        most ? "at most" : "at least",
        bound,
        isBeyondReach() ? String.format(Locale.ROOT, "; c %.3f", reach) : "");
  }
}
