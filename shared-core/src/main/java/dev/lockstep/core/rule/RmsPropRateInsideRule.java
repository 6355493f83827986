package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * RMSprop as its slides have it: momentum with the rate inside the buffer, epsilon inside the root.
 *
 * <pre class="formula">
 * v = alpha*v + (1 - alpha)*(g*g)
 * b = momentum*b + (lr*g) / sqrt(v + eps)
 * p = p - b
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied.
 *
 * <p>State: v, with the initial value that the facade says, and b, zeros at first. Rounding: one
 * per operation.
 *
 * <p>Differs from {@link RmsPropMomentumRule} in the places of lr and eps: a rate that changes acts
 * on what is in the buffer there, not here.
 *
 * @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Hinton
 *     2012, slide 29</a>
 */
public final class RmsPropRateInsideRule extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(RmsPropRateInsideRule::new, RmsPropRateInsideRule64::new);

  @Override
  public void update(RmsPropRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float lr = (float) h.lr;
    final float alpha = (float) h.alpha;
    final float rest = (float) (1 - h.alpha);
    final float eps = (float) h.eps;
    final float momentum = (float) h.momentum;
    final float[] v = s[0];
    final float[] b = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float vi = alpha * v[i] + rest * (gi * gi);
      float bi = momentum * b[i] + (lr * gi) / (float) Math.sqrt(vi + eps);
      v[i] = vi;
      b[i] = bi;
      p[i] = p[i] - bi;
    }
  }
}
