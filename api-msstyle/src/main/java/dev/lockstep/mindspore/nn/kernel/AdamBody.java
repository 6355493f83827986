package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * The operator Adam, vector body: {@code m += (g - m)*(1 - beta1); v += (g*g - v)*(1 - beta2); p -=
 * rate*m/(sqrt(v) + eps)}, both moments with fused multiply-adds.
 */
public final class AdamBody extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AdamBody::new, AdamBody64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
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
      p[i] = p[i] - rate * mi / ((float) Math.sqrt(vi) + eps);
    }
  }
}
