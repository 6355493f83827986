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
    beforeF32 = (float) before;
    decayF32 = (float) decay;
    afterF32 = (float) after;
  }

  /** Multiplies what is viewed so far; false if the expression has no place for it any more. */
  public boolean scale(double factor) {
    if (decays && after == 1) {
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

  /** A gradient as it is viewed. In a loop the compiler takes both branches out of it. */
  float of(float g, float p) {
    float scaled = g * beforeF32;
    if (!decays) {
      return scaled;
    }
    return (fused ? Math.fma(decayF32, p, scaled) : scaled + decayF32 * p) * afterF32;
  }

  /** A gradient as it is viewed. */
  double of(double g, double p) {
    double scaled = g * before;
    if (!decays) {
      return scaled;
    }
    return (fused ? Math.fma(decay, p, scaled) : scaled + decay * p) * after;
  }
}
