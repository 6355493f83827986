package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Adadelta: a step in the unit of the parameter, from running averages of squared gradients and of
 * squared steps.
 *
 * <pre class="formula">
 * v = rho*v + (1 - rho)*(g*g)
 * d = sqrt(u + eps) / sqrt(v + eps) * g
 * u = rho*u + (1 - rho)*(d*d)
 * p = p - lr*d
 * </pre>
 *
 * <p>Units: lr multiplies the step, 1 in the paper; eps is inside both roots.
 *
 * <p>State: v and u, zeros at first. Rounding: one per operation.
 *
 * @see <a href="https://arxiv.org/abs/1212.5701">Zeiler 2012, Algorithm 1</a>
 */
public final class AdadeltaRule extends UpdateRule<AdadeltaRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdadeltaRule.H>> KIND =
      Precisions.of(AdadeltaRule::new, AdadeltaRule64::new);

  /** The numbers of one step. */
  public static final class H {
    /** What the step is multiplied by. */
    public double lr;

    /** Decay of both averages. */
    public double rho;

    /** Inside both roots. */
    public double eps;
  }

  @Override
  public void update(AdadeltaRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float rho = (float) h.rho;
    final float rest = (float) (1 - h.rho);
    final float eps = (float) h.eps;
    final float[] v = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ui = u[i]; // read once: a second read, after the store to v, is not vectorised
      float vi = rho * v[i] + rest * (gi * gi);
      float di = (float) Math.sqrt(ui + eps) / (float) Math.sqrt(vi + eps) * gi;
      v[i] = vi;
      u[i] = rho * ui + rest * (di * di);
      p[i] = p[i] - lr * di;
    }
  }
}
