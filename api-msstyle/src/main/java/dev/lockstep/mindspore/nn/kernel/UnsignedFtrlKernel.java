package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.rule.FtrlRule;

/**
 * The operator ApplyFtrl as it is on CPU: as {@link FtrlKernel}, but l1 is added whatever the sign
 * of the linear term.
 */
public final class UnsignedFtrlKernel extends UpdateRule<FtrlRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<FtrlRule.H>> KIND =
      Precisions.of(UnsignedFtrlKernel::new, UnsignedFtrlKernel64::new);

  @Override
  public void update(FtrlRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final double power = (float) h.power;
    final float l1 = (float) h.l1;
    final float twice = 2f * (float) h.l2;
    final float[] a = s[0];
    final float[] z = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = a[i] + gi * gi;
      float before = (float) CorrectlyRounded.pow(a[i], power);
      float after = (float) CorrectlyRounded.pow(ai, power);
      float zi = z[i] + (gi - (after - before) / lr * p[i]);
      a[i] = ai;
      z[i] = zi;
      p[i] = Math.abs(zi) > l1 ? (l1 - zi) / (after / lr + twice) : 0;
    }
  }
}
