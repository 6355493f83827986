package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * RMSprop whose quotient is smoothed by momentum; the rate is outside the buffer.
 *
 * <pre class="formula">
 * v = alpha*v + (1 - alpha)*(g*g)
 * b = momentum*b + g / (sqrt(v) + eps)
 * p = p - lr*b
 * </pre>
 *
 * <p>State: v and b, as {@link RmsPropRule} orders them, zeros at first. Rounding: one per
 * operation.
 */
public final class RmsPropMomentumRule extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(RmsPropMomentumRule::new, RmsPropMomentumRule64::new);

  @Override
  public void update(
      RmsPropRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float lr = (float) h.lr;
    final float alpha = (float) h.alpha;
    final float rest = (float) (1 - h.alpha);
    final float eps = (float) h.eps;
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float vi = alpha * v[so + i] + rest * (gi * gi);
      float bi = momentum * b[so + i] + gi / ((float) Math.sqrt(vi) + eps);
      v[so + i] = vi;
      b[so + i] = bi;
      p[po + i] = p[po + i] - lr * bi;
    }
  }
}
