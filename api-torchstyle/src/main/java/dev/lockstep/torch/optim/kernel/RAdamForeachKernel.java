package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RAdamRule;
import dev.lockstep.torch.aten.Aten;

/**
 * RAdam with foreach, rectified or not: moments as in {@link AdamKernel}; {@code b =
 * v.sqrt().add(eps).div(scale).reciprocal().add(plain); p.addcmul(m, b)}, after {@code
 * p.mul(keep)}. Of scale and plain one is -0, as rect is 0 or not.
 */
public final class RAdamForeachKernel extends UpdateRule<RAdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RAdamRule.H>> KIND =
      Precisions.of(RAdamForeachKernel::new, RAdamForeachKernel64::new);

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
    final float eps = (float) h.eps;
    final float keep = (float) h.keep;
    final double plainRate = h.rect > 0 ? 0 : 1;
    final float plain = (float) -(h.lr * plainRate / h.correction1);
    final float scale = (float) -(Math.sqrt(h.correction2) * (h.lr * h.rect / h.correction1));
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float mi = Aten.lerp(m[so + i], gi, lean, far);
      float vi = Math.fma(rest2 * gi, gi, v[so + i] * beta2);
      m[so + i] = mi;
      v[so + i] = vi;
      float b = 1 / (((float) Math.sqrt(vi) + eps) / scale) + plain;
      p[po + i] = Math.fma(mi, b, p[po + i] * keep);
    }
  }
}
