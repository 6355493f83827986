package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RmsPropRule;

/**
 * The operator ApplyCenteredRMSProp: {@code ms += (g*g - ms)*(1 - decay); mg += (g - mg)*(1 -
 * decay); moment = momentum*moment + lr*g/sqrt(ms - mg*mg + eps); p -= moment}, one rounding an
 * operation. Where the radicand is not above 0, moment and p stay.
 */
public final class CenteredRmsPropKernel extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(CenteredRmsPropKernel::new, CenteredRmsPropKernel64::new);

  @Override
  public void update(
      RmsPropRule.H h, float[] p, int po, float[] g, int go, float[][] s, int so, int n) {
    final float lr = (float) h.lr;
    final float rest = 1f - (float) h.alpha;
    final float eps = (float) h.eps;
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    final float[] a = s[2];
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float vi = v[so + i] + (gi * gi - v[so + i]) * rest;
      float ai = a[so + i] + (gi - a[so + i]) * rest;
      float radicand = vi - ai * ai + eps;
      v[so + i] = vi;
      a[so + i] = ai;
      if (radicand > 0) {
        float bi = b[so + i] * momentum + gi * lr / (float) Math.sqrt(radicand);
        b[so + i] = bi;
        p[po + i] = p[po + i] - bi;
      }
    }
  }
}
