package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.rule.FtrlRule;

/**
 * The operator ApplyFtrl with the sign of the linear term, as specified: {@code linear += g -
 * (accum'^q - accum^q)/lr*p; p = (sign(linear)*l1 - linear)/(accum'^q/lr + 2*l2)}, one rounding an
 * operation; the powers are those of doubles.
 */
public final class FtrlKernel extends UpdateRule<FtrlRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<FtrlRule.H>> KIND =
      Precisions.of(FtrlKernel::new, FtrlKernel64::new);

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
      float pull = (zi > 0 ? l1 : -l1) - zi;
      a[i] = ai;
      z[i] = zi;
      p[i] = Math.abs(zi) > l1 ? pull / (after / lr + twice) : 0;
    }
  }
}
