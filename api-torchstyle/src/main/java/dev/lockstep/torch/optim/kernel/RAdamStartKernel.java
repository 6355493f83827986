package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RAdamRule;
import dev.lockstep.torch.aten.Aten;

/**
 * RAdam before rectification: moments as in {@link AdamKernel}; {@code
 * p.add(m.div(correction1).mul(lr), alpha=-1)}, after {@code p.mul(keep)}.
 */
public final class RAdamStartKernel extends UpdateRule<RAdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RAdamRule.H>> KIND =
      Precisions.of(RAdamStartKernel::new, RAdamStartKernel64::new);

  @Override
  public void update(
      RAdamRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float lean = (float) (1 - h.beta1);
    final int apart = Aten.apart(lean, n);
    if (apart > 0) {
      update(h, p, po, g, go, s, so, n - apart);
      update(h, p, po + n - apart, g, go + n - apart, s, so + n - apart, apart);
      return;
    }
    final float far = Aten.far(lean, n);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float keep = (float) h.keep;
    final float lr = (float) h.lr;
    final float correction1 = (float) h.correction1;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float mi = Aten.lerp(m[so + i], gi, lean, far);
      float vi = Math.fma(rest2 * gi, gi, v[so + i] * beta2);
      m[so + i] = mi;
      v[so + i] = vi;
      p[po + i] = p[po + i] * keep - mi / correction1 * lr;
    }
  }
}
