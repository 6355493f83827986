package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.NAdamRule;
import dev.lockstep.torch.aten.Aten;

/**
 * NAdam: moments as in {@link AdamKernel}; {@code d = v.div(correction2).sqrt().add(eps);
 * p.addcdiv(g, d, -gradientRate).addcdiv(m, d, -momentRate)}, after {@code p.mul(keep)}.
 */
public final class NAdamKernel extends UpdateRule<NAdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<NAdamRule.H>> KIND =
      Precisions.of(NAdamKernel::new, NAdamKernel64::new);

  @Override
  public void update(NAdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
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
    final float correction2 = (float) h.correction2;
    final float gradientRate = (float) -h.gradientRate;
    final float momentRate = (float) -h.momentRate;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Aten.lerp(m[i], gi, lean, far);
      float vi = Math.fma(rest2 * gi, gi, v[i] * beta2);
      m[i] = mi;
      v[i] = vi;
      float d = (float) Math.sqrt(vi / correction2) + eps;
      float pi = p[i] * keep + (gradientRate * gi) / d;
      p[i] = pi + (momentRate * mi) / d;
    }
  }
}
