package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdadeltaRule;

/**
 * The operator ApplyAdadelta: {@code accum = rho*accum + (1 - rho)*g*g; u = sqrt(accum_update +
 * eps) * (g/sqrt(accum + eps)); p -= lr*u; accum_update = rho*accum_update + (1 - rho)*u*u}; the
 * two averages are added up in double and rounded once.
 */
public final class AdadeltaKernel extends UpdateRule<AdadeltaRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdadeltaRule.H>> KIND =
      Precisions.of(AdadeltaKernel::new, AdadeltaKernel64::new);

  @Override
  public void update(AdadeltaRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float rho = (float) h.rho;
    final double rest = 1.0 - (float) h.rho;
    final float eps = (float) h.eps;
    final float[] v = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ui = u[i]; // read once: a second read, after the store to v, is not vectorised
      float vi = (float) ((double) (rho * v[i]) + rest * (double) (gi * gi));
      float di = (float) Math.sqrt(ui + eps) * (gi / (float) Math.sqrt(vi + eps));
      v[i] = vi;
      u[i] = (float) ((double) (rho * ui) + rest * (double) (di * di));
      p[i] = p[i] - lr * di;
    }
  }
}
