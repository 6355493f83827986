package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.torch.aten.Aten;

/**
 * Adamax: {@code m.lerp(g, 1-beta1); u = maximum(u.mul(beta2), g.abs().add(eps)); p.addcdiv(m, u,
 * -lr/correction1)}.
 */
public final class AdamaxKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AdamaxKernel::new, AdamaxKernel64::new);

  @Override
  public void update(
      AdamRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float lean = (float) (1 - h.beta1);
    final int apart = Aten.apart(lean, n);
    if (apart > 0) {
      update(h, p, po, g, go, s, so, n - apart);
      update(h, p, po + n - apart, g, go + n - apart, s, so + n - apart, apart);
      return;
    }
    final float far = Aten.far(lean, n);
    final float beta2 = (float) h.beta2;
    final float rate = (float) -(h.lr / h.correction1);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] u = s[1];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float mi = Aten.lerp(m[so + i], gi, lean, far);
      float ui = Math.max(u[so + i] * beta2, Math.abs(gi) + eps);
      m[so + i] = mi;
      u[so + i] = ui;
      p[po + i] = p[po + i] + (rate * mi) / ui;
    }
  }
}
