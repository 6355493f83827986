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
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float rest = 1f - (float) h.alpha;
    final float eps = (float) h.eps;
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    final float[] a = s[2];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = v[i] + (gi * gi - v[i]) * rest;
      float ai = a[i] + (gi - a[i]) * rest;
      float radicand = vi - ai * ai + eps;
      v[i] = vi;
      a[i] = ai;
      if (radicand > 0) {
        float bi = b[i] * momentum + gi * lr / (float) Math.sqrt(radicand);
        b[i] = bi;
        p[i] = p[i] - bi;
      }
    }
  }
}
