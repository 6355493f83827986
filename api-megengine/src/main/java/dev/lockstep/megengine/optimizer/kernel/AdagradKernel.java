package dev.lockstep.megengine.optimizer.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.megengine.ops.Power;

/** Adagrad: {@code s = s + g*g; p = p - lr*(g/sqrt(s + eps))}. */
public final class AdagradKernel extends UpdateRule<AdagradKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdagradKernel.H>> KIND =
      Precisions.of(AdagradKernel::new, AdagradKernel64::new);

  /** The numbers of one step, each a float32 value. */
  public static final class H {
    /** The rate with its decay. */
    public double lr;

    /** Inside the root. */
    public double eps;
  }

  @Override
  public void update(AdagradKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float eps = (float) h.eps;
    final float[] a = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = a[i] + gi * gi;
      a[i] = ai;
      p[i] = p[i] - lr * (gi / Power.ofHalf(ai + eps));
    }
  }
}
