package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.CorrectlyRounded;

/**
 * Follow the regularized leader, proximally: the parameter is made anew from the linear term in
 * each step, and is 0 where that term is not above l1.
 *
 * <pre class="formula">
 * n = a + g*g
 * z = z + g - (n^power - a^power)/lr*p
 * a = n
 * p = bySign(abs(z) - l1, 0, 0, (sign(z)*l1 - z)/(n^power/lr + 2*l2))
 * </pre>
 *
 * <p>{@code bySign(x, n, z, p)} is n, z or p as x is negative, zero or positive.
 *
 * <p>Units: power is the negated power of the rate, 0.5 in the paper; n is not kept.
 *
 * <p>State: a, the sum of squares, with the initial value that the facade says, and z, zeros at
 * first. Rounding: one per operation.
 *
 * @see <a href="https://research.google/pubs/pub41159/">McMahan et al. 2013, Algorithm 1</a>
 */
public final class FtrlRule extends UpdateRule<FtrlRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<FtrlRule.H>> KIND =
      Precisions.of(FtrlRule::new, FtrlRule64::new);

  /** The numbers of one step. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** The power of the sum of squares, at least 0. */
    public double power;

    /** What the linear term must exceed. */
    public double l1;

    /** What keeps the parameter small. */
    public double l2;
  }

  @Override
  public void update(FtrlRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final double power = h.power;
    final float l1 = (float) h.l1;
    final float twice = (float) (2 * h.l2);
    final float[] a = s[0];
    final float[] z = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float ai = a[i] + gi * gi;
      float before = (float) CorrectlyRounded.pow(a[i], power);
      float after = (float) CorrectlyRounded.pow(ai, power);
      float zi = z[i] + gi - (after - before) / lr * p[i];
      float pull = (zi > 0 ? l1 : -l1) - zi;
      a[i] = ai;
      z[i] = zi;
      p[i] = Math.abs(zi) > l1 ? pull / (after / lr + twice) : 0;
    }
  }
}
