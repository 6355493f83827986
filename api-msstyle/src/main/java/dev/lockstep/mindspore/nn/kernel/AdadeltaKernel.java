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
  public void update(
      AdadeltaRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float lr = (float) h.lr;
    final float rho = (float) h.rho;
    final double rest = 1.0 - (float) h.rho;
    final float eps = (float) h.eps;
    final float[] v = s[0];
    final float[] u = s[1];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float vi = (float) ((double) (rho * v[so + i]) + rest * (double) (gi * gi));
      float di = (float) Math.sqrt(u[so + i] + eps) * (gi / (float) Math.sqrt(vi + eps));
      v[so + i] = vi;
      u[so + i] = (float) ((double) (rho * u[so + i]) + rest * (double) (di * di));
      p[po + i] = p[po + i] - lr * di;
    }
  }
}
