package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdadeltaRule;

/**
 * Adadelta: {@code v.mul(rho).addcmul(g, g, 1-rho); d =
 * u.add(eps).sqrt().div(v.add(eps).sqrt()).mul(g); u.mul(rho).addcmul(d, d, 1-rho); p.add(d,
 * alpha=-lr)}.
 */
public final class AdadeltaKernel extends UpdateRule<AdadeltaRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdadeltaRule.H>> KIND =
      Precisions.of(AdadeltaKernel::new, AdadeltaKernel64::new);

  @Override
  public void update(AdadeltaRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float down = (float) -h.lr;
    final float rho = (float) h.rho;
    final float rest = (float) (1 - h.rho);
    final float eps = (float) h.eps;
    final float[] v = s[0];
    final float[] u = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ui = u[i]; // read once: a second read, after the store to v, is not vectorised
      float vi = Math.fma(rest * gi, gi, v[i] * rho);
      float di = (float) Math.sqrt(ui + eps) / (float) Math.sqrt(vi + eps) * gi;
      v[i] = vi;
      u[i] = Math.fma(rest * di, di, ui * rho);
      p[i] = Math.fma(down, di, p[i]);
    }
  }
}
