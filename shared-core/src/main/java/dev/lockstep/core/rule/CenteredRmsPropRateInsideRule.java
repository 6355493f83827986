package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * RMSprop divided by the running standard deviation, momentum with the rate inside the buffer,
 * epsilon inside the root.
 *
 * <pre class="formula">
 * v = alpha*v + (1 - alpha)*(g*g)
 * a = alpha*a + (1 - alpha)*g
 * b = momentum*b + (lr*g) / sqrt(v - a*a + eps)
 * p = p - b
 * </pre>
 *
 * <p>State: v and b as in {@link RmsPropRateInsideRule}, and a, zeros at first. Rounding: one per
 * operation.
 *
 * @see <a href="https://arxiv.org/abs/1308.0850">Graves 2013, equations 38 to 45</a>
 */
public final class CenteredRmsPropRateInsideRule extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(CenteredRmsPropRateInsideRule::new, CenteredRmsPropRateInsideRule64::new);

  @Override
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float alpha = (float) h.alpha;
    final float rest = (float) (1 - h.alpha);
    final float eps = (float) h.eps;
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    final float[] a = s[2];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = alpha * v[i] + rest * (gi * gi);
      float ai = alpha * a[i] + rest * gi;
      float bi = momentum * b[i] + (lr * gi) / (float) Math.sqrt(vi - ai * ai + eps);
      v[i] = vi;
      a[i] = ai;
      b[i] = bi;
      p[i] = p[i] - bi;
    }
  }
}
