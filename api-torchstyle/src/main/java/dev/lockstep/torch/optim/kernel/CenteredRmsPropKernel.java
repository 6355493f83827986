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
  public void update(
      RmsPropRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float lean = (float) (1 - h.alpha);
    final int apart = Aten.apart(lean, n);
    if (apart > 0) {
      update(h, p, po, g, go, s, so, n - apart);
      update(h, p, po + n - apart, g, go + n - apart, s, so + n - apart, apart);
      return;
    }
    final float far = Aten.far(lean, n);
    final float alpha = (float) h.alpha;
    final float eps = (float) h.eps;
    final float down = (float) -h.lr;
    final float[] v = s[0];
    final float[] a = s[2];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float vi = Math.fma(lean * gi, gi, v[so + i] * alpha);
      float ai = Aten.lerp(a[so + i], gi, lean, far);
      v[so + i] = vi;
      a[so + i] = ai;
      float d = (float) Math.sqrt(Math.fma(-ai, ai, vi)) + eps;
      p[po + i] = p[po + i] + (down * gi) / d;
    }
  }
}
