package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.oneflow.ops.ModelUpdate;

/** SGD with momentum: {@code m = momentum*m + keep*g; p = (p + alpha*m) - decay*p}. */
public final class MomentumKernel extends UpdateRule<MomentumKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumKernel.H>> KIND =
      Precisions.of(MomentumKernel::new, MomentumKernel64::new);

  /** The numbers of one step, each a float32 value. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** How much of the buffer stays. */
    public double momentum;

    /** How much of the gradient goes into the buffer: 1 - dampening. */
    public double keep;

    /** What the buffer is multiplied by: -lr, or lr with maximize. */
    public double alpha;

    /** Decay that is added to the gradient. */
    public double l2;

    /** Decay beside the gradient; lr times it in the momentum kernels. */
    public double decay;
  }

  @Override
  public void update(MomentumKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float momentum = (float) h.momentum;
    final float keep = (float) h.keep;
    final float alpha = (float) h.alpha;
    final float l2 = (float) h.l2;
    final float decay = (float) h.decay;
    final float[] m = s[0];
    for (int i = from; i < to; i++) {
      float pi = p[i];
      float gi = ModelUpdate.gradient(g[i], pi, l2);
      float mi = momentum * m[i] + keep * gi;
      m[i] = mi;
      p[i] = (pi + alpha * mi) - decay * pi;
    }
  }
}
