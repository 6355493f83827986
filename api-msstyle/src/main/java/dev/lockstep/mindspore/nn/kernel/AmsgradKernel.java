package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Finite;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;

/**
 * The operator ApplyAdamWithAmsgradV2: {@code m += (g - m)*(1 - beta1); v += (g*g - v)*(1 - beta2);
 * vhat = max(vhat, v); p -= rate*m/(sqrt(vhat) + eps)}, one rounding an operation; what is no
 * number is no larger one.
 *
 * <p>State: m, v and vhat; vhat is never below +0, from where a training starts it.
 */
public final class AmsgradKernel extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AmsgradKernel::new, AmsgradKernel64::new);

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    int end;
    for (int at = from; at < to; at = end) {
      end = at + Math.min(Finite.RUN, to - at);
      average(h, p, g, s, at, end);
      if (Finite.all(s[1], at, end)) {
        keepLargest(s[1], s[2], at, end);
      } else {
        keepLargestNumber(s[1], s[2], at, end);
      }
      descend(h, p, s, at, end);
    }
  }

  /** The twin that views the gradient (ViewedRule) does so with p. */
  void average(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float rest1 = 1f - (float) h.beta1;
    final float rest2 = 1f - (float) h.beta2;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      m[i] = m[i] + (gi - m[i]) * rest1;
      v[i] = v[i] + (gi * gi - v[i]) * rest2;
    }
  }

  private static void keepLargest(float[] v, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Math.max(x[i], v[i]);
    }
  }

  private static void keepLargestNumber(float[] v, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = v[i] > x[i] ? v[i] : x[i];
    }
  }

  private static void descend(AdamRule.H h, float[] p, float[][] s, int from, int to) {
    final float rate =
        (float) h.lr * (float) Math.sqrt((float) h.correction2) / (float) h.correction1;
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] x = s[2];
    for (int i = from; i < to; i++) {
      p[i] = p[i] - rate * m[i] / ((float) Math.sqrt(x[i]) + eps);
    }
  }
}
