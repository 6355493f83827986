package dev.lockstep.oneflow.optimizer.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/** Adam with epsilon before correction: {@code p = p - rate*(m/(sqrt(v) + eps) + decay*p)}. */
public final class JobAdamKernel extends UpdateRule<JobAdamKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<JobAdamKernel.H>> KIND =
      Precisions.of(JobAdamKernel::new, JobAdamKernel64::new);

  /** The numbers of one update. */
  public static final class H {
    /** The rate with both corrections. */
    public double rate;

    /** Decay of the first moment. */
    public double beta1;

    /** Decay of the second moment. */
    public double beta2;

    /** Added to the root. */
    public double eps;

    /** Decay beside the direction. */
    public double decay;
  }

  @Override
  public void update(JobAdamKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float rate = (float) h.rate;
    final float beta1 = (float) h.beta1;
    final float beta2 = (float) h.beta2;
    final float eps = (float) h.eps;
    final float decay = (float) h.decay;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = beta1 * m[i] + (1 - beta1) * gi;
      float vi = beta2 * v[i] + (1 - beta2) * gi * gi;
      m[i] = mi;
      v[i] = vi;
      p[i] = p[i] - rate * (mi / ((float) Math.sqrt(vi) + eps) + decay * p[i]);
    }
  }
}
