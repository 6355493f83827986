package dev.lockstep.megengine.optimizer.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.megengine.ops.Power;

/**
 * Adam: {@code m = m*beta1 + g*rest1; v = v*beta2 + rest2*(g*g); p = p - lr*((m/correction1) /
 * (sqrt(v/correction2) + eps))}.
 */
public final class AdamKernel extends UpdateRule<AdamKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamKernel.H>> KIND =
      Precisions.of(AdamKernel::new, AdamKernel64::new);

  /** The numbers of one step, each a float32 value. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Decay of the first moment. */
    public double beta1;

    /** 1 - beta1. */
    public double rest1;

    /** Decay of the second moment. */
    public double beta2;

    /** 1 - beta2. */
    public double rest2;

    /** Bias correction of the first moment. */
    public double correction1;

    /** Bias correction of the second moment. */
    public double correction2;

    /** Added to the root. */
    public double eps;

    /** Decay beside the gradient. */
    public double decay;
  }

  @Override
  public void update(AdamKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) h.rest1;
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) h.rest2;
    final float correction1 = (float) h.correction1;
    final float correction2 = (float) h.correction2;
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = m[i] * beta1 + gi * rest1;
      float vi = v[i] * beta2 + rest2 * (gi * gi);
      m[i] = mi;
      v[i] = vi;
      float d = (mi / correction1) / (Power.ofHalf(vi / correction2) + eps);
      p[i] = p[i] - lr * d;
    }
  }
}
