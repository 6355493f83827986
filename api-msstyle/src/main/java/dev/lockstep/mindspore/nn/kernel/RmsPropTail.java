package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RmsPropRule;

/**
 * The operator ApplyRMSProp, scalar tail: as {@link RmsPropBody}, but epsilon is inside the root,
 * as specified, and mean and buffer are added up in double and rounded once.
 */
public final class RmsPropTail extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(RmsPropTail::new, RmsPropTail64::new);

  @Override
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final double rest = 1.0 - (float) h.alpha;
    final float eps = (float) h.eps;
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = (float) Math.fma(Math.fma(gi, gi, -v[i]), rest, v[i]);
      double step = (double) (gi * lr) / Math.sqrt((double) (vi + eps));
      float bi = (float) (b[i] * momentum + step);
      v[i] = vi;
      b[i] = bi;
      p[i] = p[i] - bi;
    }
  }
}
