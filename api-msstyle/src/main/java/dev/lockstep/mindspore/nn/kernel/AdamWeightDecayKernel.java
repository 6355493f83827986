package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * The operator AdamWeightDecay: the moments as {@link AdamBody}; then {@code p -= lr*(m/(sqrt(v) +
 * eps) + decay*p)} in double, rounded once; decay*p is rounded before.
 */
public final class AdamWeightDecayKernel extends UpdateRule<AdamWeightDecayKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamWeightDecayKernel.H>> KIND =
      Precisions.of(AdamWeightDecayKernel::new, AdamWeightDecayKernel64::new);

  /** The numbers of one step. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Decay of the first moment. */
    public double beta1;

    /** Decay of the second moment. */
    public double beta2;

    /** Added to the root. */
    public double eps;

    /** The weight decay, not multiplied by the rate. */
    public double decay;
  }

  @Override
  public void update(
      AdamWeightDecayKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float rest1 = 1f - (float) h.beta1;
    final float rest2 = 1f - (float) h.beta2;
    final double lr = (float) h.lr;
    final double eps = (float) h.eps;
    final float decay = (float) h.decay;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Math.fma(gi - m[i], rest1, m[i]);
      float vi = Math.fma(Math.fma(gi, gi, -v[i]), rest2, v[i]);
      m[i] = mi;
      v[i] = vi;
      double step = mi / (Math.sqrt((double) vi) + eps) + (double) (decay * p[i]);
      p[i] = (float) Math.fma(-lr, step, (double) p[i]);
    }
  }
}
