package dev.lockstep.conformance.verdict;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A finite tape of numbers that decides how a trial looks. Everything generated from it is simplest
 * where the tape says 0 or has ended, so whoever shortens and lowers the tape simplifies the trial.
 */
public final class Choices {
  /** Numbers on a tape are below this. */
  public static final int BOUND = 1 << 16;

  private final int[] tape;
  private int next;

  /** Reads this tape, whose numbers are from 0 to {@link #BOUND}. */
  public Choices(int... tape) {
    this.tape = tape.clone();
  }

  /** A tape of that length from a seed; a third of its numbers are 0. */
  static int[] random(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.ints(length, 0, BOUND).map(i -> i % 3 == 0 ? 0 : i).toArray();
  }

  /** The next number, 0 after the end. */
  int next() {
    return next < tape.length ? tape[next++] : 0;
  }

  /** The next number, reduced to less than {@code n}. */
  int below(int n) {
    return next() % n;
  }

  /** One of these; the first is the simplest. */
  <T> T of(java.util.List<T> options) {
    return options.get(below(options.size()));
  }

  @Override
  public String toString() {
    return Arrays.toString(tape);
  }
}
