package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.oneflow.ops.ModelUpdate;

/**
 * SGD with Nesterov momentum: {@code m = momentum*m + keep*g; p = (p + alpha*(g + momentum*m)) -
 * decay*p}.
 */
public final class NesterovKernel extends UpdateRule<MomentumKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumKernel.H>> KIND =
      Precisions.of(NesterovKernel::new, NesterovKernel64::new);

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
      float di = gi + momentum * mi;
      p[i] = (pi + alpha * di) - decay * pi;
    }
  }
}
