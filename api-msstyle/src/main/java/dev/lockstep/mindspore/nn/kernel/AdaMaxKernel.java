package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Finite;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * The operator ApplyAdaMax: {@code m = beta1*m + (1 - beta1)*g; u = max(beta2*u, abs(g)); p -=
 * rate*(m/(u + eps))}, one rounding an operation; what is no number is no larger one.
 *
 * <p>State: m and u; u is never below +0, from where a training starts it.
 */
public final class AdaMaxKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AdaMaxKernel::new, AdaMaxKernel64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    int end;
    for (int at = from; at < to; at = end) {
      end = at + Math.min(Finite.RUN, to - at);
      update(h, p, g, s, at, end, Finite.all(g, at, end));
    }
  }

  /** The same if the gradients are finite, where {@code Math.max} is vectorised, or not. */
  private void update(
      AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to, boolean finite) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - beta1;
    final float beta2 = (float) h.beta2;
    final float rate = (float) (h.lr / h.correction1);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float size = Math.abs(gi);
      float least = beta2 * u[i];
      float mi = beta1 * m[i] + rest1 * gi;
      float ui = finite ? Math.max(least, size) : size > least ? size : least;
      m[i] = mi;
      u[i] = ui;
      p[i] = p[i] - rate * (mi / (ui + eps));
    }
  }
}
