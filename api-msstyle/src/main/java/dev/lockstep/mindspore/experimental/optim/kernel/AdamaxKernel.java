package dev.lockstep.mindspore.experimental.optim.kernel;

import dev.lockstep.core.Finite;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * Adamax: {@code exp_avg = exp_avg*beta1 + g*(1 - beta1); exp_inf = max(exp_inf*beta2, |g| + eps);
 * p -= (rate*exp_avg)/exp_inf}; what is no number is no larger one.
 */
public final class AdamaxKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AdamaxKernel::new, AdamaxKernel64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    int end;
    for (int at = from; at < to; at = end) {
      end = at + Math.min(Finite.RUN, to - at);
      // An average that is no number matters only where epsilon lets the divisor be 0.
      boolean finite = (float) h.eps > 0f ? Finite.all(g, at, end) : Finite.all(g, s[0], at, end);
      update(h, p, g, s, at, end, finite);
    }
  }

  /** The same if all is finite, where {@code Math.max} is vectorised, or not. */
  private void update(
      AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to, boolean finite) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - (float) h.beta1;
    final float beta2 = (float) h.beta2;
    final float rate = (float) h.lr / (float) h.correction1;
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float size = Math.abs(gi) + eps;
      float least = u[i] * beta2;
      float mi = m[i] * beta1 + gi * rest1;
      float ui = finite ? Math.max(least, size) : size > least ? size : least;
      m[i] = mi;
      u[i] = ui;
      p[i] = p[i] - (finite ? rate * mi / ui : quotient(rate * mi, ui));
    }
  }

  /** The operator Div divides what is no number by 0 as it does a negative number. */
  private static float quotient(float x, float y) {
    return y == 0 && Float.isNaN(x) ? Float.NEGATIVE_INFINITY : x / y;
  }
}
