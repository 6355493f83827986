package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * RMSprop divided by the running standard deviation instead of the root mean square.
 *
 * <pre class="formula">
 * v = alpha*v + (1 - alpha)*(g*g)
 * a = alpha*a + (1 - alpha)*g
 * p = p - lr*(g / (sqrt(v - a*a) + eps))
 * </pre>
 *
 * <p>State: v and a, as {@link RmsPropRule} orders them, zeros at first. Rounding: one per
 * operation.
 *
 * @see <a href="https://arxiv.org/abs/1308.0850">Graves 2013, equations 38 to 45</a>
 */
public final class CenteredRmsPropRule extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(CenteredRmsPropRule::new, CenteredRmsPropRule64::new);

  @Override
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float alpha = (float) h.alpha;
    final float rest = (float) (1 - h.alpha);
    final float eps = (float) h.eps;
    final float[] v = s[0];
    final float[] a = s[2];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = alpha * v[i] + rest * (gi * gi);
      float ai = alpha * a[i] + rest * gi;
      v[i] = vi;
      a[i] = ai;
      p[i] = p[i] - lr * (gi / ((float) Math.sqrt(vi - ai * ai) + eps));
    }
  }
}
