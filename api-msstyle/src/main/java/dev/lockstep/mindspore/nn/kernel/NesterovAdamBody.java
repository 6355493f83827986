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
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - (float) h.beta1;
    final float rest2 = 1f - (float) h.beta2;
    final float rate =
        (float) h.lr * (float) Math.sqrt((float) h.correction2) / (float) h.correction1;
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Math.fma(gi - m[i], rest1, m[i]);
      float vi = Math.fma(Math.fma(gi, gi, -v[i]), rest2, v[i]);
      m[i] = mi;
      v[i] = vi;
      float ahead = Math.fma(rest1, gi, mi * beta1);
      p[i] = p[i] - rate * ahead / ((float) Math.sqrt(vi) + eps);
    }
  }
}
