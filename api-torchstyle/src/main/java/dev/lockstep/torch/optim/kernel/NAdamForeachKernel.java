package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.NAdamRule;
import dev.lockstep.torch.aten.Aten;

/** NAdam with foreach: as {@link NAdamKernel}, with {@code d = v.sqrt().div(root2).add(eps)}. */
public final class NAdamForeachKernel extends UpdateRule<NAdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<NAdamRule.H>> KIND =
      Precisions.of(NAdamForeachKernel::new, NAdamForeachKernel64::new);

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
    final float root2 = (float) Math.sqrt(h.correction2);
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
      float d = (float) Math.sqrt(vi) / root2 + eps;
      float pi = p[i] * keep + (gradientRate * gi) / d;
      p[i] = pi + (momentRate * mi) / d;
    }
  }
}
