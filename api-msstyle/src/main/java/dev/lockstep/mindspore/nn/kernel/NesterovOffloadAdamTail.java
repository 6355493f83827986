package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * The operator AdamNoUpdateParam with Nesterov's look-ahead, scalar tail: as {@link
 * OffloadAdamTail}, with {@code beta1*m + (1 - beta1)*g} in the place of {@code m} in the update.
 */
public final class NesterovOffloadAdamTail extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(NesterovOffloadAdamTail::new, NesterovOffloadAdamTail64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - (float) h.beta1;
    final float beta2 = (float) h.beta2;
    final float rest2 = 1f - (float) h.beta2;
    final float down =
        -((float) h.lr * (float) Math.sqrt((float) h.correction2) / (float) h.correction1);
    final double eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Math.fma(rest1, gi, m[i] * beta1);
      float vi = Math.fma(rest2 * gi, gi, v[i] * beta2);
      m[i] = mi;
      v[i] = vi;
      float ahead = Math.fma(mi, beta1, rest1 * gi);
      float delta = (float) ((double) (down * ahead) / (Math.sqrt((double) vi) + eps));
      p[i] = p[i] + delta;
    }
  }
}
