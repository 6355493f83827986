package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.RmsPropRule;

/**
 * The operator ApplyRMSProp, vector body: {@code ms += (g*g - ms)*(1 - decay); moment =
 * momentum*moment + lr*g/(sqrt(ms) + eps); p -= moment}, fused where it can be, epsilon outside the
 * root.
 */
public final class RmsPropBody extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(RmsPropBody::new, RmsPropBody64::new);

  @Override
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float rest = 1f - (float) h.alpha;
    final float eps = (float) h.eps;
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = Math.fma(Math.fma(gi, gi, -v[i]), rest, v[i]);
      float bi = Math.fma(b[i], momentum, (gi * lr) / ((float) Math.sqrt(vi) + eps));
      v[i] = vi;
      b[i] = bi;
      p[i] = p[i] - bi;
    }
  }
}
