package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RmsPropRule;
import dev.lockstep.torch.aten.Aten;

/**
 * Centered RMSprop: {@code a.lerp(g, 1-alpha)} and {@code v.addcmul(a, a, -1)} in the root; else as
 * {@link RmsPropKernel}.
 */
public final class CenteredRmsPropKernel extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(CenteredRmsPropKernel::new, CenteredRmsPropKernel64::new);

  @Override
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lean = (float) (1 - h.alpha);
    final int apart = Aten.apart(lean, to - from);
    if (apart > 0) {
      update(h, p, g, s, from, to - apart);
      update(h, p, g, s, to - apart, to);
      return;
    }
    final float far = Aten.far(lean, to - from);
    final float alpha = (float) h.alpha;
    final float eps = (float) h.eps;
    final float down = (float) -h.lr;
    final float[] v = s[0];
    final float[] a = s[2];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = Math.fma(lean * gi, gi, v[i] * alpha);
      float ai = Aten.lerp(a[i], gi, lean, far);
      v[i] = vi;
      a[i] = ai;
      float d = (float) Math.sqrt(Math.fma(-ai, ai, vi)) + eps;
      p[i] = p[i] + (down * gi) / d;
    }
  }
}
