package dev.lockstep.megengine.optimizer.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.megengine.ops.Power;

/**
 * Adadelta: {@code v = rho*v + rest*(g*g); d = sqrt(u + eps)/sqrt(v + eps)*g; p = p - lr*d; u =
 * rho*u + rest*(d*d)}.
 */
public final class AdadeltaKernel extends UpdateRule<AdadeltaKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdadeltaKernel.H>> KIND =
      Precisions.of(AdadeltaKernel::new, AdadeltaKernel64::new);

  /** The numbers of one step, each a float32 value. */
  public static final class H {
    /** What the step is multiplied by. */
    public double lr;

    /** Decay of both averages. */
    public double rho;

    /** 1 - rho. */
    public double rest;

    /** Inside both roots. */
    public double eps;
  }

  @Override
  public void update(AdadeltaKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float rho = (float) h.rho;
    final float rest = (float) h.rest;
    final float eps = (float) h.eps;
    final float[] v = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = rho * v[i] + rest * (gi * gi);
      float di = Power.ofHalf(u[i] + eps) / Power.ofHalf(vi + eps) * gi;
      v[i] = vi;
      p[i] = p[i] - lr * di;
      u[i] = rho * u[i] + rest * (di * di);
    }
  }
}
