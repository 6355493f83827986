package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.ProximalAdagradRule;

/**
 * The operator ApplyProximalAdagrad, scalar tail: as {@link ProximalAdagradBody}, but the rate, and
 * the shrinking with its quotient, are taken in double and rounded once.
 */
public final class ProximalAdagradTail extends UpdateRule<ProximalAdagradRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<ProximalAdagradRule.H>> KIND =
      Precisions.of(ProximalAdagradTail::new, ProximalAdagradTail64::new);

  @Override
  public void update(ProximalAdagradRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float l1 = (float) h.l1;
    final float l2 = (float) h.l2;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = Math.fma(gi, gi, a[i]);
      float ri = (float) (lr / Math.sqrt((double) ai));
      float vi = Math.fma(-gi, ri, p[i]);
      float below = Math.fma(l2, ri, 1f);
      a[i] = ai;
      if (l1 > 0) {
        double left = (double) Math.abs(vi) - (double) (ri * l1);
        double size = (left > 0 ? left : 0.0) / below;
        p[i] = (float) (vi < 0 ? -size : size);
      } else {
        p[i] = vi / below;
      }
    }
  }
}
