package dev.lockstep.core.rule;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * RMSprop whose quotient is smoothed by momentum; the rate is outside the buffer.
 *
 * <pre class="formula">
 * v = alpha*v + (1 - alpha)*(g*g)
 * b = momentum*b + g / (sqrt(v) + eps)
 * p = p - lr*b
 * </pre>
 *
 * <p>State: v and b, as {@link RmsPropRule} orders them, zeros at first. Rounding: one per
 * operation.
 *
 * @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Tieleman
 *     and Hinton 2012</a>; the momentum is that of torch 2.15 optim/rmsprop.py
 */
public final class RmsPropMomentumRule extends UpdateRule<RmsPropRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<RmsPropRule.H>> KIND =
      Precisions.of(RmsPropMomentumRule::new, RmsPropMomentumRule64::new);

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
      float bi = momentum * b[i] + gi / ((float) Math.sqrt(vi) + eps);
      v[i] = vi;
      b[i] = bi;
      p[i] = p[i] - lr * bi;
    }
  }
}
