package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.oneflow.ops.ModelUpdate;

/**
 * Adadelta: {@code s = s*rho + (g*g)*rest; d = (sqrt(u + eps)/sqrt(s + eps))*g; u = u*rho +
 * (d*d)*rest; p = p - lr*d}.
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

    /** Decay that is added to the gradient. */
    public double l2;
  }

  @Override
  public void update(AdadeltaKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float rho = (float) h.rho;
    final float rest = (float) h.rest;
    final float eps = (float) h.eps;
    final float l2 = (float) h.l2;
    final float[] v = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float pi = p[i];
      float gi = ModelUpdate.gradient(g[i], pi, l2);
      float vi = v[i] * rho + (gi * gi) * rest;
      float di = ((float) Math.sqrt(u[i] + eps) / (float) Math.sqrt(vi + eps)) * gi;
      v[i] = vi;
      u[i] = u[i] * rho + (di * di) * rest;
      p[i] = pi - lr * di;
    }
  }
}
