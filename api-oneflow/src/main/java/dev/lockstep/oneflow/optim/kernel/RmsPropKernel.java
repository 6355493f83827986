package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.oneflow.ops.ModelUpdate;

/**
 * RMSprop: {@code v = (rest*g)*g + alpha*v; p = p - (lr*g) * (1/sqrt(v + eps))}: the reciprocal is
 * rounded by itself.
 */
public final class RmsPropKernel extends UpdateRule<RmsPropKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropKernel.H>> KIND =
      Precisions.of(RmsPropKernel::new, RmsPropKernel64::new);

  /** The numbers of one step, each a float32 value. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Decay of the averages. */
    public double alpha;

    /** 1 - alpha. */
    public double rest;

    /** Inside the root. */
    public double eps;

    /** Decay that is added to the gradient. */
    public double l2;
  }

  @Override
  public void update(RmsPropKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float alpha = (float) h.alpha;
    final float rest = (float) h.rest;
    final float eps = (float) h.eps;
    final float l2 = (float) h.l2;
    final float[] v = s[0];
    for (int i = from; i < to; i++) {
      float pi = p[i];
      float gi = ModelUpdate.gradient(g[i], pi, l2);
      float vi = (rest * gi) * gi + alpha * v[i];
      v[i] = vi;
      p[i] = pi - (lr * gi) * (1f / (float) Math.sqrt(vi + eps));
    }
  }
}
