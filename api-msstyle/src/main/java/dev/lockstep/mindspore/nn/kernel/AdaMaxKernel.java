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
      average(h, p, g, s, at, end);
      if (Finite.all(s[0], at, end)) { // so the gradient is
        descend(h, p, g, s, at, end);
      } else {
        descendByNumbers(h, p, g, s, at, end);
      }
    }
  }

  /** The twin that views the gradient (ViewedRule) does so with p. */
  void average(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - beta1;
    final float[] m = s[0];
    for (int i = from; i < to; i++) {
      m[i] = beta1 * m[i] + rest1 * g[i];
    }
  }

  private void descend(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta2 = (float) h.beta2;
    final float rate = (float) (h.lr / h.correction1);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float ui = Math.max(beta2 * u[i], Math.abs(g[i]));
      u[i] = ui;
      p[i] = p[i] - rate * (m[i] / (ui + eps));
    }
  }

  private void descendByNumbers(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta2 = (float) h.beta2;
    final float rate = (float) (h.lr / h.correction1);
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float least = beta2 * u[i];
      float size = Math.abs(g[i]);
      float ui = size > least ? size : least;
      u[i] = ui;
      p[i] = p[i] - rate * (m[i] / (ui + eps));
    }
  }
}
