package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * The operator AdamNoUpdateParam with Nesterov's look-ahead, vector body: as {@link
 * OffloadAdamBody}, with {@code beta1*m + (1 - beta1)*g} in the place of {@code m} in the update.
 */
public final class NesterovOffloadAdamBody extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(NesterovOffloadAdamBody::new, NesterovOffloadAdamBody64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - (float) h.beta1;
    final float beta2 = (float) h.beta2;
    final float rest2 = 1f - (float) h.beta2;
    final float down =
        -((float) h.lr * (float) Math.sqrt((float) h.correction2) / (float) h.correction1);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Math.fma(m[i], beta1, rest1 * gi);
      float vi = Math.fma(v[i], beta2, rest2 * gi * gi);
      m[i] = mi;
      v[i] = vi;
      float ahead = Math.fma(mi, beta1, rest1 * gi);
      p[i] = p[i] + down * ahead / ((float) Math.sqrt(vi) + eps);
    }
  }
}
