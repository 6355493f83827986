package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * The operator ApplyAdaMax: {@code m = beta1*m + (1 - beta1)*g; u = max(beta2*u, abs(g)); p -=
 * rate*(m/(u + eps))}, one rounding an operation; what is no number is no larger one.
 */
public final class AdaMaxKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AdaMaxKernel::new, AdaMaxKernel64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - beta1;
    final float beta2 = (float) h.beta2;
    final float rate = (float) (h.lr / h.correction1);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = beta1 * m[i] + rest1 * gi;
      float least = beta2 * u[i];
      float size = Math.abs(gi);
      float ui = size > least ? size : least;
      m[i] = mi;
      u[i] = ui;
      p[i] = p[i] - rate * (mi / (ui + eps));
    }
  }
}
