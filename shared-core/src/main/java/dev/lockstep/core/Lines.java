package dev.lockstep.core;

/**
 * Fetches what a rule only writes. The hardware looks ahead of what is read, but not of what is
 * only written, though a line of the cache must be there before the first store to it: the loop
 * would wait for each.
 *
 * <p>Threads: no state.
 */
public final class Lines {
  /**
   * Elements to fetch at once: with what the update reads beside them they stay in a first cache of
   * 32 KiB until it writes them.
   */
  public static final int RUN = 1536;

  /** Bytes in a line of the cache. */
  private static final int LINE = 64;

  private Lines() {}

  /** Reads one element of each line of {@code [from, to)}; returns {@code from}. */
  public static int fetch(float[] x, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i += LINE / Float.BYTES) {
      sum += x[i];
    }
    return from + nothing(sum);
  }

  /** Reads one element of each line of {@code [from, to)}; returns {@code from}. */
  public static int fetch(double[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i += LINE / Double.BYTES) {
      sum += x[i];
    }
    return from + nothing(sum);
  }

  /** 0, also of an infinity or no number; the compiler does not know, so it must have the sum. */
  private static int nothing(double sum) {
    return (int) (sum * 0);
  }
}
