package dev.lockstep.mindspore.experimental.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RmsPropRule;

/**
 * RMSprop without momentum: {@code mean_square = mean_square*alpha + (1 - alpha)*(g*g); p -=
 * (lr*g)/(sqrt(mean_square) + eps)}.
 */
public final class RmsPropKernel extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(RmsPropKernel::new, RmsPropKernel64::new);

  @Override
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float alpha = (float) h.alpha;
    final float rest = 1f - (float) h.alpha;
    final float eps = (float) h.eps;
    final float[] v = s[0];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = v[i] * alpha + rest * (gi * gi);
      v[i] = vi;
      p[i] = p[i] - lr * gi / ((float) Math.sqrt(vi) + eps);
    }
  }
}
