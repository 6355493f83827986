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
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - (float) h.beta1;
    final float rest2 = 1f - (float) h.beta2;
    final float rate =
        (float) h.lr * (float) Math.sqrt((float) h.correction2) / (float) h.correction1;
    final double eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Math.fma(gi - m[i], rest1, m[i]);
      float vi = Math.fma(Math.fma(gi, gi, -v[i]), rest2, v[i]);
      m[i] = mi;
      v[i] = vi;
      float ahead = Math.fma(mi, beta1, rest1 * gi);
      double step = (double) (rate * ahead) / (Math.sqrt((double) vi) + eps);
      p[i] = (float) (p[i] - step);
    }
  }
}
