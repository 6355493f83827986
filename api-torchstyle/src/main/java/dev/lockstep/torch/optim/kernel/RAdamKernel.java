package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RAdamRule;
import dev.lockstep.torch.aten.Aten;

/**
 * Rectified RAdam: moments as in {@link AdamKernel}; {@code u = m.div(correction1).mul(lr) * (root2
 * / v.sqrt().add(eps)) * rect; p.add(u, alpha=-1)}, after {@code p.mul(keep)}.
 */
public final class RAdamKernel extends UpdateRule<RAdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RAdamRule.H>> KIND =
      Precisions.of(RAdamKernel::new, RAdamKernel64::new);

  @Override
  public void update(RAdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lean = (float) (1 - h.beta1);
    final int apart = Aten.apart(lean, to - from);
    if (apart > 0) {
      update(h, p, g, s, from, to - apart);
      update(h, p, g, s, to - apart, to);
      return;
    }
    final float far = Aten.far(lean, to - from);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float eps = (float) h.eps;
    final float keep = (float) h.keep;
    final float lr = (float) h.lr;
    final float correction1 = (float) h.correction1;
    final float root2 = (float) Math.sqrt(h.correction2);
    final float rect = (float) h.rect;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Aten.lerp(m[i], gi, lean, far);
      float vi = Math.fma(rest2 * gi, gi, v[i] * beta2);
      m[i] = mi;
      v[i] = vi;
      float adaptive = Aten.divide(root2, (float) Math.sqrt(vi) + eps);
      p[i] = p[i] * keep - mi / correction1 * lr * adaptive * rect;
    }
  }
}
