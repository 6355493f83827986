package dev.lockstep.benchmarks;

/** How many bytes a second a loop moves that reads one array and updates three, as Adam does. */
final class Bandwidth {
  private static final int BYTES = 28;

  private final float[] p;
  private final float[] g;
  private final float[] m;
  private final float[] v;
  private double best = Double.MAX_VALUE;

  Bandwidth(int elements) {
    p = new float[elements];
    g = Work.gradients(elements);
    m = new float[elements];
    v = new float[elements];
  }

  /** Measures once more. */
  void measure() {
    best = Math.min(best, Stopwatch.best(this::pass, 50, 12));
  }

  /** Bytes a second, the best of all passes so far. */
  double best() {
    return (double) BYTES * p.length / (best / 1e9);
  }

  private void pass() {
    for (int from = 0; from < p.length; from += 8192) {
      tile(p, g, m, v, from, Math.min(p.length, from + 8192));
    }
  }

  private static void tile(float[] p, float[] g, float[] m, float[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      float gi = g[i];
      m[i] = m[i] + gi;
      v[i] = v[i] - gi;
      p[i] = p[i] * gi;
    }
  }
}
