package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * The operator ApplyAdamWithAmsgradV2: {@code m += (g - m)*(1 - beta1); v += (g*g - v)*(1 - beta2);
 * vhat = max(vhat, v); p -= rate*m/(sqrt(vhat) + eps)}, one rounding an operation.
 */
public final class AmsgradKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AmsgradKernel::new, AmsgradKernel64::new);

  @Override
  public void update(
      AdamRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float rest1 = 1f - (float) h.beta1;
    final float rest2 = 1f - (float) h.beta2;
    final float rate =
        (float) h.lr * (float) Math.sqrt((float) h.correction2) / (float) h.correction1;
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    final float[] x = s[2];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float mi = m[so + i] + (gi - m[so + i]) * rest1;
      float vi = v[so + i] + (gi * gi - v[so + i]) * rest2;
      float xi = Math.max(x[so + i], vi);
      m[so + i] = mi;
      v[so + i] = vi;
      x[so + i] = xi;
      p[po + i] = p[po + i] - rate * mi / ((float) Math.sqrt(xi) + eps);
    }
  }
}
