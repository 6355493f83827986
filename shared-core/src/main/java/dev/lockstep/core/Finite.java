package dev.lockstep.core;

/**
 * Whether all numbers of a run are finite, for rules whose branch on "no number" would keep the
 * loop from being vectorised: they take a run without such numbers in a loop without branches, and
 * only another one element by element.
 *
 * <p>Sums of products answer it, because an infinity or a NaN stays in them. They may grow beyond
 * {@link #MOST}, so "false" may be said of a run that is finite.
 *
 * <p>They are asked before the update, of what it is about to read: most of the time the question
 * takes is that in which the run comes from memory, and of two arrays that is once the time if they
 * are asked together. Threads: no state.
 */
public final class Finite {
  /**
   * Elements to ask about at once: few enough that what was asked is still in a first cache of 32
   * KiB when the update comes, beside what that reads (dev/bench/README.md has the figures).
   */
  public static final int RUN = 512;

  /**
   * What a sum may come to, as far below the largest float as an average of squares may be rounded
   * up.
   */
  static final double MOST = 1e38;

  private Finite() {}

  /**
   * False if one of the elements {@code [from, to)} is infinite or no number, or if their squares
   * add up to more than {@link #MOST}.
   */
  public static boolean all(float[] x, int from, int to) {
    return all(x, x, from, to);
  }

  /** False if one of the elements {@code [from, to)} of either is infinite or no number. */
  public static boolean all(float[] x, float[] y, int from, int to) {
    // Eight sums that do not wait for each other.
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = from;
    for (; i < to - 7; i += 8) {
      a = Math.fma(x[i], y[i], a);
      b = Math.fma(x[i + 1], y[i + 1], b);
      c = Math.fma(x[i + 2], y[i + 2], c);
      d = Math.fma(x[i + 3], y[i + 3], d);
      e = Math.fma(x[i + 4], y[i + 4], e);
      f = Math.fma(x[i + 5], y[i + 5], f);
      g = Math.fma(x[i + 6], y[i + 6], g);
      h = Math.fma(x[i + 7], y[i + 7], h);
    }
    for (; i < to; i++) {
      a = Math.fma(x[i], y[i], a);
    }
    return Math.abs(a + b + (c + d) + (e + f + (g + h))) <= MOST;
  }

  /**
   * False if one of the elements {@code [from, to)} is infinite or no number, or if their squares
   * add up to more than {@link #MOST}.
   */
  public static boolean all(double[] x, int from, int to) {
    return all(x, x, from, to);
  }

  /** False if one of the elements {@code [from, to)} of either is infinite or no number. */
  public static boolean all(double[] x, double[] y, int from, int to) {
    // Eight sums that do not wait for each other.
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int i = from;
    for (; i < to - 7; i += 8) {
      a = Math.fma(x[i], y[i], a);
      b = Math.fma(x[i + 1], y[i + 1], b);
      c = Math.fma(x[i + 2], y[i + 2], c);
      d = Math.fma(x[i + 3], y[i + 3], d);
      e = Math.fma(x[i + 4], y[i + 4], e);
      f = Math.fma(x[i + 5], y[i + 5], f);
      g = Math.fma(x[i + 6], y[i + 6], g);
      h = Math.fma(x[i + 7], y[i + 7], h);
    }
    for (; i < to; i++) {
      a = Math.fma(x[i], y[i], a);
    }
    return Math.abs(a + b + (c + d) + (e + f + (g + h))) <= MOST;
  }
}
