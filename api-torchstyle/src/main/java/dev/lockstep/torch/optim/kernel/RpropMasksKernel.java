package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RpropRule;

/**
 * Rprop with etas that are not apart from 0 and 1, as a group may have them or as they round:
 * {@code s = (g*b).sign(); s[s > 0] = grow; s[s < 0] = shrink; s[s == 0] = 1; g[s == shrink] = 0},
 * each mask made of what the one before has left.
 */
public final class RpropMasksKernel extends UpdateRule<RpropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RpropRule.H>> KIND =
      Precisions.of(RpropMasksKernel::new, RpropMasksKernel64::new);

  @Override
  public void update(RpropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float shrink = (float) h.shrink;
    final float grow = (float) h.grow;
    final float least = (float) h.least;
    final float most = (float) h.most;
    final float[] b = s[0];
    final float[] d = s[1];
    for (int i = from; i < to; i++) {
      float turn = g[i] * b[i];
      float sign = turn > 0 ? grow : turn < 0 ? -1 : 0;
      float later = sign < 0 ? shrink : sign;
      float factor = later == 0 ? 1 : later;
      float bi = factor == shrink ? 0 : g[i];
      float di = Math.min(Math.max(d[i] * factor, least), most);
      b[i] = bi;
      d[i] = di;
      p[i] = p[i] - (bi > 0 ? 1 : bi < 0 ? -1 : 0) * di;
    }
  }
}
