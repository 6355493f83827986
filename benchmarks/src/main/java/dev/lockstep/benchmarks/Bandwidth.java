package dev.lockstep.benchmarks;

/** A plain loop that reads one array and updates three, as Adam does: what the memory can move. */
final class Bandwidth {
  private static final int BYTES = 28;

  private final float[] p;
  private final float[] g;
  private final float[] m;
  private final float[] v;

  Bandwidth(int elements) {
    p = new float[elements];
    g = Work.gradients(elements);
    m = new float[elements];
    v = new float[elements];
  }

  /** Bytes a second in a turn of that many milliseconds. */
  double measure(long milliseconds) {
    return (double) BYTES * p.length / Stopwatch.best(this::pass, milliseconds) * 1e9;
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
