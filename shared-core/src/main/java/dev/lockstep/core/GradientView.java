package dev.lockstep.core;

/**
 * How a rule is to view each element of the gradient: the transforms of a step in one expression.
 *
 * <pre class="formula">
 * view = (before*g + decay*p) * after
 * </pre>
 *
 * <p>So that a rule can compute it where it reads the gradient ({@link ViewedRule}), instead of
 * from a copy that costs memory bandwidth. Threads: written before a step, read in it.
 */
public final class GradientView {
  private boolean decays;
  private boolean fused;
  // Whether there is a decay and nothing after it, and before it nothing that is not fused.
  private boolean simple;
  private double before;
  private double decay;
  private double after;

  // The same, narrowed.
  private float beforeF32;
  private float decayF32;
  private float afterF32;

  /** The gradient as it is. */
  void reset() {
    decays = false;
    fused = false;
    before = 1;
    decay = 0;
    after = 1;
  }

  /** The numbers are complete. */
  void narrow() {
    simple = fused || (decays && before == 1 && after == 1);
    beforeF32 = (float) before;
    decayF32 = (float) decay;
    afterF32 = (float) after;
  }

  /** Multiplies what is viewed so far; false if the expression has no place for it any more. */
  public boolean scale(double factor) {
    if (decays && !fused && after == 1) {
      after = factor;
      return true;
    }
    if (!decays && before == 1) {
      before = factor;
      return true;
    }
    return false;
  }

  /**
   * Adds the parameter times a number; false if the expression has no place for it any more.
   *
   * @param amount by what the parameter is multiplied; 0 is added too
   * @param inOneRounding whether product and sum are fused
   */
  public boolean decay(double amount, boolean inOneRounding) {
    if (decays) {
      return false;
    }
    decays = true;
    decay = amount;
    fused = inOneRounding;
    return true;
  }

  /**
   * A gradient as it is viewed. In a loop the compiler takes the branches out of it, if there are
   * not more than two on a way; a multiplication by 1 in SGD's loop costs a fiftieth of its time.
   */
  float of(float g, float p) {
    if (simple) {
      return fused ? Math.fma(decayF32, p, g * beforeF32) : g + decayF32 * p;
    }
    return decays ? (g * beforeF32 + decayF32 * p) * afterF32 : g * beforeF32;
  }

  /** A gradient as it is viewed. */
  double of(double g, double p) {
    if (simple) {
      return fused ? Math.fma(decay, p, g * before) : g + decay * p;
    }
    return decays ? (g * before + decay * p) * after : g * before;
  }

  /**
   * {@link Finite#all} of a run as it is viewed, and of a second array; of the run alone if that is
   * the same.
   */
  boolean isFinite(float[] g, float[] p, float[] second, int from, int to) {
    boolean alone = second == g;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      a = add(a, of(g[i], p[i]), second[i], alone);
      b = add(b, of(g[i + 1], p[i + 1]), second[i + 1], alone);
      c = add(c, of(g[i + 2], p[i + 2]), second[i + 2], alone);
      d = add(d, of(g[i + 3], p[i + 3]), second[i + 3], alone);
    }
    for (; i < to; i++) {
      a = add(a, of(g[i], p[i]), second[i], alone);
    }
    return Math.abs(a + b + (c + d)) <= Finite.MOST;
  }

  /**
   * {@link Finite#all} of a run as it is viewed, and of a second array; of the run alone if that is
   * the same.
   */
  boolean isFinite(double[] g, double[] p, double[] second, int from, int to) {
    boolean alone = second == g;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      a = add(a, of(g[i], p[i]), second[i], alone);
      b = add(b, of(g[i + 1], p[i + 1]), second[i + 1], alone);
      c = add(c, of(g[i + 2], p[i + 2]), second[i + 2], alone);
      d = add(d, of(g[i + 3], p[i + 3]), second[i + 3], alone);
    }
    for (; i < to; i++) {
      a = add(a, of(g[i], p[i]), second[i], alone);
    }
    return Math.abs(a + b + (c + d)) <= Finite.MOST;
  }

  private static float add(float sum, float x, float second, boolean alone) {
    return Math.fma(x, alone ? x : second, sum);
  }

  private static double add(double sum, double x, double second, boolean alone) {
    return Math.fma(x, alone ? x : second, sum);
  }
}
