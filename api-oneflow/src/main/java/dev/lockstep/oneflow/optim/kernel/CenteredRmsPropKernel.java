package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.oneflow.ops.ModelUpdate;

/**
 * Centered RMSprop: as {@link RmsPropKernel} with {@code u = rest*g + alpha*u} and {@code v - u*u}
 * under the root.
 */
public final class CenteredRmsPropKernel extends UpdateRule<RmsPropKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropKernel.H>> KIND =
      Precisions.of(CenteredRmsPropKernel::new, CenteredRmsPropKernel64::new);

  @Override
  public void update(RmsPropKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float alpha = (float) h.alpha;
    final float rest = (float) h.rest;
    final float eps = (float) h.eps;
    final float l2 = (float) h.l2;
    final float[] v = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float pi = p[i];
      float gi = ModelUpdate.gradient(g[i], pi, l2);
      float vi = (rest * gi) * gi + alpha * v[i];
      float ui = rest * gi + alpha * u[i];
      v[i] = vi;
      u[i] = ui;
      p[i] = pi - (lr * gi) * (1f / (float) Math.sqrt((vi - ui * ui) + eps));
    }
  }
}
