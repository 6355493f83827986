package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.oneflow.ops.ModelUpdate;

/**
 * Adam and AdamW with the largest second moment seen under the root: otherwise as {@link
 * AdamKernel}.
 */
public final class AmsgradKernel extends UpdateRule<AdamKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamKernel.H>> KIND =
      Precisions.of(AmsgradKernel::new, AmsgradKernel64::new);

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
    final float[] x = s[2];
    for (int i = from; i < to; i++) {
      float pi = p[i];
      float gi = ModelUpdate.gradient(g[i], pi, l2);
      float mi = beta1 * m[i] + rest1 * gi;
      float vi = beta2 * v[i] + (rest2 * gi) * gi;
      float xi = x[i] > vi ? x[i] : vi;
      m[i] = mi;
      v[i] = vi;
      x[i] = xi;
      float d = (float) Math.sqrt(xi) / root2 + eps;
      p[i] = (pi - rate * (mi / d)) - decay * pi;
    }
  }
}
