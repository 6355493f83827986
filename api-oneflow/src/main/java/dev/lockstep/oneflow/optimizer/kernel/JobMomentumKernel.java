package dev.lockstep.oneflow.optimizer.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/** Momentum with the rate inside: {@code m = beta*m - lr*g; p = (p + m) - (lr*decay)*p}. */
public final class JobMomentumKernel extends UpdateRule<JobMomentumKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<JobMomentumKernel.H>> KIND =
      Precisions.of(JobMomentumKernel::new, JobMomentumKernel64::new);

  /** The numbers of one update. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** How much of the momentum stays. */
    public double beta;

    /** Decay beside the gradient. */
    public double decay;
  }

  @Override
  public void update(JobMomentumKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float beta = (float) h.beta;
    final float decay = lr * (float) h.decay;
    final float[] m = s[0];
    for (int i = from; i < to; i++) {
      float mi = beta * m[i] - lr * g[i];
      m[i] = mi;
      p[i] = (p[i] + mi) - decay * p[i];
    }
  }
}
