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
 * <p>State: m, v and vhat; vhat is never below +0, from where a training starts it. While v is
 * known to be finite and no gradient's square is very large, v stays finite: it comes to at most
 * the larger of itself and the square. So it is not asked then.
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
      boolean known = h.state.isKnown();
      boolean finite = known ? Finite.all(g, at, end) : Finite.all(g, s[1], at, end);
      if (!finite) {
        h.state.doubt();
      }
      // The square of a finite gradient may be infinite: times a rest of 0 it would be no number.
      update(h, p, g, s, at, end, finite && (float) h.beta2 < 1f);
    }
  }

  /** The same if all of v stays a number, where {@code Math.max} is vectorised, or not. */
  private void update(
      AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to, boolean finite) {
    final float rest1 = 1f - (float) h.beta1;
    final float rest2 = 1f - (float) h.beta2;
    final float rate =
        (float) h.lr * (float) Math.sqrt((float) h.correction2) / (float) h.correction1;
    final float eps = (float) h.eps;
    final float[] m = s[0];
    final float[] v = s[1];
    final float[] x = s[2];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = m[i] + (gi - m[i]) * rest1;
      float vi = v[i] + (gi * gi - v[i]) * rest2;
      float xi = finite ? Math.max(x[i], vi) : vi > x[i] ? vi : x[i];
      m[i] = mi;
      v[i] = vi;
      x[i] = xi;
      p[i] = p[i] - rate * mi / ((float) Math.sqrt(xi) + eps);
    }
  }
}
