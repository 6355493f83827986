package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Lanes;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.torch.aten.Aten;

/** Fused Adam and AdamW with amsgrad; body and tail as in {@link FusedAdamKernel}. */
public final class FusedAmsgradKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(FusedAmsgradKernel::new, FusedAmsgradKernel64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lean = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float rate = (float) -(h.lr / h.correction1);
    final float root2 = (float) Math.sqrt(h.correction2);
    final float eps = (float) h.eps;
    final float keep = (float) h.keep;
    final float[] m = s[0];
    final float[] v = s[1];
    final float[] x = s[2];
    final int body = to - (to - from) % Lanes.F32;
    for (int i = from; i < body; i++) {
      float gi = g[i];
      float mi = Aten.lerp(m[i], gi, lean, lean - 1);
      float vi = Math.fma(rest2 * gi, gi, v[i] * beta2);
      float xi = Math.max(x[i], vi);
      m[i] = mi;
      v[i] = vi;
      x[i] = xi;
      float d = (float) Math.sqrt(xi) / root2 + eps;
      p[i] = p[i] * keep + (rate * mi) / d;
    }
    for (int i = body; i < to; i++) {
      float gi = g[i];
      float mi = Aten.lerp(m[i], gi, lean, -(1 - lean));
      float vi = Math.fma(v[i], beta2, (rest2 * gi) * gi);
      float xi = x[i] < vi ? vi : x[i]; // std::max: not a number is less than none
      m[i] = mi;
      v[i] = vi;
      x[i] = xi;
      float d = (float) Math.sqrt(xi) / root2 + eps;
      p[i] = p[i] * keep + (rate * mi) / d;
    }
  }
}
