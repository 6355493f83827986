package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.oneflow.ops.ModelUpdate;

/**
 * Adam and AdamW: {@code m = beta1*m + rest1*g; v = beta2*v + (rest2*g)*g; p = (p - rate*(m /
 * (sqrt(v)/root2 + eps))) - decay*p}.
 */
public final class AdamKernel extends UpdateRule<AdamKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamKernel.H>> KIND =
      Precisions.of(AdamKernel::new, AdamKernel64::new);

  /** The numbers of one step, each a float32 value. */
  public static final class H {
    /** The rate over the first bias correction. */
    public double rate;

    /** Decay of the first moment. */
    public double beta1;

    /** 1 - beta1. */
    public double rest1;

    /** Decay of the second moment. */
    public double beta2;

    /** 1 - beta2. */
    public double rest2;

    /** The root of the second bias correction. */
    public double root2;

    /** Added to the root. */
    public double eps;

    /** Decay that is added to the gradient. */
    public double l2;

    /** The rate times the decay beside the gradient. */
    public double decay;
  }

  @Override
  public void update(AdamKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float rate = (float) h.rate;
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) h.rest1;
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) h.rest2;
    final float root2 = (float) h.root2;
    final float eps = (float) h.eps;
    final float l2 = (float) h.l2;
    final float decay = (float) h.decay;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float pi = p[i];
      float gi = ModelUpdate.gradient(g[i], pi, l2);
      float mi = beta1 * m[i] + rest1 * gi;
      float vi = beta2 * v[i] + (rest2 * gi) * gi;
      m[i] = mi;
      v[i] = vi;
      float d = (float) Math.sqrt(vi) / root2 + eps;
      p[i] = (pi - rate * (mi / d)) - decay * pi;
    }
  }
}
