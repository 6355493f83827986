package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.TensorRule;
import dev.lockstep.oneflow.ops.Blas;
import dev.lockstep.oneflow.ops.ModelUpdate;

/**
 * LAMB: {@code q = (m/correction1) / (sqrt(v)/root2 + eps); p = p - lr*(|p|/|q|)*(q + decay*p)}.
 * The decay is <b>not</b> in the trust ratio. The norms are summed in the order of OneFlow's BLAS;
 * the rate is a float32 number.
 */
public final class LambKernel extends TensorRule<LambKernel.H> {
  /** Both precisions. */
  public static final Precisions<TensorRule<LambKernel.H>> KIND =
      Precisions.of(LambKernel::new, LambKernel64::new);

  /** The numbers of one step. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Decay of the first moment. */
    public double beta1;

    /** 1 - beta1. */
    public double rest1;

    /** Decay of the second moment. */
    public double beta2;

    /** 1 - beta2. */
    public double rest2;

    /** The first bias correction. */
    public double correction1;

    /** The root of the second bias correction. */
    public double root2;

    /** Added to the root. */
    public double eps;

    /** Decay that is added to the gradient. */
    public double l2;

    /** Decay beside the gradient. */
    public double decay;
  }

  @Override
  protected void update(LambKernel.H h, float[] p, float[] g, float[][] s, int[] shape) {
    float[] q = new float[p.length];
    direction(h, p, g, s, q);
    final float decay = (float) h.decay;
    final float rate = (float) Blas.toFloat32((float) h.lr * trust(p, q));
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
      float gi = ModelUpdate.gradient(g[i], p[i], l2);
      float mi = beta1 * s[0][i] + rest1 * gi;
      float vi = beta2 * s[1][i] + (rest2 * gi) * gi;
      s[0][i] = mi;
      s[1][i] = vi;
      q[i] = (mi / correction1) / ((float) Math.sqrt(vi) / root2 + eps);
    }
  }

  /** The norm of the parameter over that of the direction; 1 if one of them is 0. */
  private static float trust(float[] p, float[] q) {
    float weights = (float) Math.sqrt(Blas.sumOfSquares(p));
    float direction = (float) Math.sqrt(Blas.sumOfSquares(q));
    return weights > 0 && direction > 0 ? weights / direction : 1;
  }
}
