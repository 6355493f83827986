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
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lean = (float) (1 - h.beta1);
    final int apart = Aten.apart(lean, to - from);
    if (apart > 0) {
      update(h, p, g, s, from, to - apart);
      update(h, p, g, s, to - apart, to);
      return;
    }
    final float far = Aten.far(lean, to - from);
    final float beta2 = (float) h.beta2;
    final float rate = (float) -(h.lr / h.correction1);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Aten.lerp(m[i], gi, lean, far);
      float ui = Math.max(u[i] * beta2, Math.abs(gi) + eps);
      m[i] = mi;
      u[i] = ui;
      p[i] = p[i] + (rate * mi) / ui;
    }
  }
}
