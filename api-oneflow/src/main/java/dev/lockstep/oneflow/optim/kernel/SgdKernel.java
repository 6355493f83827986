package dev.lockstep.oneflow.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.oneflow.ops.ModelUpdate;

/** SGD without momentum: {@code p = p - lr*(g + decay*p)}; maximize is ignored, as OneFlow does. */
public final class SgdKernel extends UpdateRule<MomentumKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<MomentumKernel.H>> KIND =
      Precisions.of(SgdKernel::new, SgdKernel64::new);

  @Override
  public void update(MomentumKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float l2 = (float) h.l2;
    final float decay = (float) h.decay;
    for (int i = from; i < to; i++) {
      float pi = p[i];
      float gi = ModelUpdate.gradient(g[i], pi, l2);
      p[i] = pi - lr * (gi + decay * pi);
    }
  }
}
