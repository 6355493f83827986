package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * Resilient propagation: a step size an element, longer while the gradient keeps its sign and
 * shorter when it turns. After a turn the element rests for a step.
 *
 * <pre class="formula">
 * turn = g*b
 * d = min(max(d * bySign(turn, shrink, 1, grow), least), most)
 * b = bySign(turn, 0, g, g)
 * p = p - bySign(b, -d, 0, d)
 * </pre>
 *
 * <p>{@code bySign(x, n, z, p)} is n, z or p as x is negative, zero or positive.
 *
 * <p>State: b, the gradient before (0 after a turn), zeros at first; d, the step sizes, with the
 * initial value that the facade says. Rounding: one per operation.
 *
 * @see <a href="https://doi.org/10.1109/ICNN.1993.298623">Riedmiller and Braun 1993</a>
 */
public final class RpropRule extends UpdateRule<RpropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RpropRule.H>> KIND =
      Precisions.of(RpropRule::new, RpropRule64::new);

  /** The numbers of one step. */
  public static final class H {
    /** What shortens a step, between 0 and 1. */
    public double shrink;

    /** What lengthens a step, above 1. */
    public double grow;

    /** The shortest step. */
    public double least;

    /** The longest step. */
    public double most;
  }

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
      float factor = turn > 0 ? grow : turn < 0 ? shrink : 1;
      float bi = turn < 0 ? 0 : g[i];
      float di = Math.min(Math.max(d[i] * factor, least), most);
      b[i] = bi;
      d[i] = di;
      p[i] = p[i] - (bi > 0 ? di : bi < 0 ? -di : 0);
    }
  }
}
