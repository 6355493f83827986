package dev.lockstep.megengine.optimizer.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.megengine.ops.Power;

/** AdamW: as {@link AdamKernel}, with {@code decay*p} added to the direction before the rate. */
public final class AdamWKernel extends UpdateRule<AdamKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamKernel.H>> KIND =
      Precisions.of(AdamWKernel::new, AdamWKernel64::new);

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
    final float decay = (float) h.decay;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = m[i] * beta1 + gi * rest1;
      float vi = v[i] * beta2 + rest2 * (gi * gi);
      m[i] = mi;
      v[i] = vi;
      float d = (mi / correction1) / (Power.ofHalf(vi / correction2) + eps);
      d = d + p[i] * decay;
      p[i] = p[i] - lr * d;
    }
  }
}
