package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.oneflow.ops.ModelUpdate;

/** Adagrad: {@code s = s + g*g; p = (p - (lr/(sqrt(s) + eps))*g) - 0*p}. */
public final class AdagradKernel extends UpdateRule<AdagradKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdagradKernel.H>> KIND =
      Precisions.of(AdagradKernel::new, AdagradKernel64::new);

  /** The numbers of one step, each a float32 value. */
  public static final class H {
    /** The rate with its decay. */
    public double lr;

    /** Added to the root. */
    public double eps;

    /** Decay that is added to the gradient. */
    public double l2;

    /** The rate times the decay beside the gradient: 0. */
    public double decay;
  }

  @Override
  public void update(AdagradKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float eps = (float) h.eps;
    final float l2 = (float) h.l2;
    final float decay = (float) h.decay;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float pi = p[i];
      float gi = ModelUpdate.gradient(g[i], pi, l2);
      float ai = a[i] + gi * gi;
      a[i] = ai;
      p[i] = (pi - (lr / ((float) Math.sqrt(ai) + eps)) * gi) - decay * pi;
    }
  }
}
