package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * The operator Adam with Nesterov's look-ahead, vector body: as {@link AdamBody}, with {@code (1 -
 * beta1)*g + beta1*m} in the place of {@code m} in the update.
 */
public final class NesterovAdamBody extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(NesterovAdamBody::new, NesterovAdamBody64::new);

  @Override
  public void update(
      AdamRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - (float) h.beta1;
    final float rest2 = 1f - (float) h.beta2;
    final float rate =
        (float) h.lr * (float) Math.sqrt((float) h.correction2) / (float) h.correction1;
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float mi = Math.fma(gi - m[so + i], rest1, m[so + i]);
      float vi = Math.fma(Math.fma(gi, gi, -v[so + i]), rest2, v[so + i]);
      m[so + i] = mi;
      v[so + i] = vi;
      float ahead = Math.fma(rest1, gi, mi * beta1);
      p[po + i] = p[po + i] - rate * ahead / ((float) Math.sqrt(vi) + eps);
    }
  }
}
