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
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    final float[] a = s[2];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = Math.fma(lean * gi, gi, v[i] * alpha);
      float ai = Aten.lerp(a[i], gi, lean, far);
      float d = (float) Math.sqrt(Math.fma(-ai, ai, vi)) + eps;
      float bi = b[i] * momentum + gi / d;
      v[i] = vi;
      a[i] = ai;
      b[i] = bi;
      p[i] = Math.fma(down, bi, p[i]);
    }
  }
}
