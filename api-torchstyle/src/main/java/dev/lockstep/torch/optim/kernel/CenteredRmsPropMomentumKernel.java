package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RmsPropRule;
import dev.lockstep.torch.aten.Aten;

/**
 * Centered RMSprop with momentum: the root of {@link CenteredRmsPropKernel} in {@link
 * RmsPropMomentumKernel}.
 */
public final class CenteredRmsPropMomentumKernel extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(CenteredRmsPropMomentumKernel::new, CenteredRmsPropMomentumKernel64::new);

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
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    final float[] a = s[2];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float vi = Math.fma(lean * gi, gi, v[so + i] * alpha);
      float ai = Aten.lerp(a[so + i], gi, lean, far);
      float d = (float) Math.sqrt(Math.fma(-ai, ai, vi)) + eps;
      float bi = b[so + i] * momentum + gi / d;
      v[so + i] = vi;
      a[so + i] = ai;
      b[so + i] = bi;
      p[po + i] = Math.fma(down, bi, p[po + i]);
    }
  }
}
