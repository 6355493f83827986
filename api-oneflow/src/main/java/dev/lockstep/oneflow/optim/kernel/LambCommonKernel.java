package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.TensorRule;

/**
 * LAMB: {@code q = (m/correction1) / (sqrt(v)/root2 + eps); p = p - lr*(|p|/|q|)*(q + decay*p)}.
 * The decay is <b>not</b> in the trust ratio. In common arithmetic: one rounding an operation, sums
 * from the first element on.
 */
public final class LambCommonKernel extends TensorRule<LambKernel.H> {
  /** Both precisions. */
  public static final Precisions<TensorRule<LambKernel.H>> KIND =
      Precisions.of(LambCommonKernel::new, LambCommonKernel64::new);

  @Override
  protected void update(LambKernel.H h, float[] p, float[] g, float[][] s, int[] shape) {
    float[] q = new float[p.length];
    direction(h, p, g, s, q);
    final float decay = (float) h.decay;
    final float rate = (float) h.lr * trust(p, q);
    for (int i = 0; i < p.length; i++) {
      p[i] = p[i] - rate * (q[i] + decay * p[i]);
    }
  }

  private static void direction(LambKernel.H h, float[] p, float[] g, float[][] s, float[] q) {
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) h.rest1;
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) h.rest2;
    final float correction1 = (float) h.correction1;
    final float root2 = (float) h.root2;
    final float eps = (float) h.eps;
    final float l2 = (float) h.l2;
    for (int i = 0; i < p.length; i++) {
      float gi = g[i] + l2 * p[i];
      float mi = beta1 * s[0][i] + rest1 * gi;
      float vi = beta2 * s[1][i] + rest2 * (gi * gi);
      s[0][i] = mi;
      s[1][i] = vi;
      q[i] = (mi / correction1) / ((float) Math.sqrt(vi) / root2 + eps);
    }
  }

  /** The norm of the parameter over that of the direction; 1 if one of them is 0. */
  private static float trust(float[] p, float[] q) {
    float weights = (float) Math.sqrt(sumOfSquares(p));
    float direction = (float) Math.sqrt(sumOfSquares(q));
    return weights > 0 && direction > 0 ? weights / direction : 1;
  }

  private static float sumOfSquares(float[] x) {
    float sum = 0;
    for (float xi : x) {
      sum += xi * xi;
    }
    return sum;
  }
}
