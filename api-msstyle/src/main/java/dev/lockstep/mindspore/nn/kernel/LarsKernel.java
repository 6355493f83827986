package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * The operator LARSUpdate, over a whole tensor: it needs two norms. It is not for the stepper,
 * which gives tiles.
 *
 * <p>Slot: the new gradient; the parameter is only read. Rounding: one per operation, the sums of
 * squares in double.
 */
public final class LarsKernel extends UpdateRule<LarsKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<LarsKernel.H>> KIND =
      Precisions.of(LarsKernel::new, LarsKernel64::new);

  /** The numbers of one step. */
  public static final class H {
    /** What the gradient is multiplied by first. */
    public double unscale = 1;

    /** The weight decay. */
    public double decay;

    /** The trust coefficient. */
    public double coefficient;

    /** Keeps the denominator away from 0. */
    public double eps;

    /** What the trust is divided by. */
    public double divisor = 1;

    /** The largest trust. */
    public double most = Double.POSITIVE_INFINITY;
  }

  @Override
  public void update(LarsKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float unscale = (float) h.unscale;
    final float decay = (float) h.decay;
    final float[] out = s[0];
    double weights = 0;
    double gradients = 0;
    for (int i = from; i < to; i++) {
      float gi = g[i] * unscale;
      out[i] = gi + decay * p[i];
      weights += (double) p[i] * p[i];
      gradients += (double) gi * gi;
    }
    final float trust = trust(h, (float) Math.sqrt(weights), (float) Math.sqrt(gradients));
    for (int i = from; i < to; i++) {
      out[i] = out[i] * trust;
    }
  }

  private static float trust(LarsKernel.H h, float weight, float gradient) {
    float below = weight * (float) h.decay + gradient + (float) h.eps;
    float trust = (float) h.coefficient * weight / below / (float) h.divisor;
    return Math.min(trust, (float) h.most);
  }
}
