package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.ProximalAdagradRule;

/**
 * The operator ApplyProximalAdagrad, vector body: {@code accum += g*g; r = lr/sqrt(accum); v = p -
 * g*r; p = sign(v)*max(|v| - r*l1, 0)/(1 + l2*r)}, every product fused with its sum. What is no
 * number has no size, unless l1 is 0.
 */
public final class ProximalAdagradBody extends UpdateRule<ProximalAdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<ProximalAdagradRule.H>> KIND =
      Precisions.of(ProximalAdagradBody::new, ProximalAdagradBody64::new);

  @Override
  public void update(ProximalAdagradRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float l1 = (float) h.l1;
    final float l2 = (float) h.l2;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = Math.fma(gi, gi, a[i]);
      float ri = lr / (float) Math.sqrt(ai);
      float vi = Math.fma(-gi, ri, p[i]);
      float below = Math.fma(l2, ri, 1f);
      a[i] = ai;
      if (l1 > 0) {
        float left = Math.fma(-ri, l1, Math.abs(vi));
        float size = (left > 0 ? left : 0f) / below;
        p[i] = vi < 0 ? -size : size;
      } else {
        p[i] = l2 == 0 ? vi * below : vi / below; // by 1, or by what is no number
      }
    }
  }
}
