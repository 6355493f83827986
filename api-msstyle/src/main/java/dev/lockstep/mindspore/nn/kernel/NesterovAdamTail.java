package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * The operator Adam with Nesterov's look-ahead, scalar tail: as {@link NesterovAdamBody}, but the
 * other product is fused, and the quotient and the difference are taken in double and rounded once.
 */
public final class NesterovAdamTail extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(NesterovAdamTail::new, NesterovAdamTail64::new);

  @Override
  public void update(
      AdamRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - (float) h.beta1;
    final float rest2 = 1f - (float) h.beta2;
    final float rate =
        (float) h.lr * (float) Math.sqrt((float) h.correction2) / (float) h.correction1;
    final double eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float mi = Math.fma(gi - m[so + i], rest1, m[so + i]);
      float vi = Math.fma(Math.fma(gi, gi, -v[so + i]), rest2, v[so + i]);
      m[so + i] = mi;
      v[so + i] = vi;
      float ahead = Math.fma(mi, beta1, rest1 * gi);
      double step = (double) (rate * ahead) / (Math.sqrt((double) vi) + eps);
      p[po + i] = (float) (p[po + i] - step);
    }
  }
}
