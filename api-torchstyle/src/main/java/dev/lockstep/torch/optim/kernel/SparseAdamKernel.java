package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * SparseAdam on the rows of a sparse gradient: {@code m.add((g - m).mul(1-beta1)); v.add((g.pow(2)
 * - v).mul(1-beta2)); p.add(m.div(v.sqrt().add(eps)).mul(-lr*root2/correction1))}.
 */
public final class SparseAdamKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(SparseAdamKernel::new, SparseAdamKernel64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float rest1 = (float) (1 - h.beta1);
    final float rest2 = (float) (1 - h.beta2);
    final float rate = (float) -(h.lr * Math.sqrt(h.correction2) / h.correction1);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = (gi - m[i]) * rest1 + m[i];
      float vi = (gi * gi - v[i]) * rest2 + v[i];
      m[i] = mi;
      v[i] = vi;
      p[i] = p[i] + mi / ((float) Math.sqrt(vi) + eps) * rate;
    }
  }
}
