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
    final double plainRate = h.rect > 0 ? 0 : 1;
    final float plain = (float) -(h.lr * plainRate / h.correction1);
    final float scale = (float) -(Math.sqrt(h.correction2) * (h.lr * h.rect / h.correction1));
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Aten.lerp(m[i], gi, lean, far);
      float vi = Math.fma(rest2 * gi, gi, v[i] * beta2);
      m[i] = mi;
      v[i] = vi;
      float b = 1 / (((float) Math.sqrt(vi) + eps) / scale) + plain;
      p[i] = Math.fma(mi, b, p[i] * keep);
    }
  }
}
