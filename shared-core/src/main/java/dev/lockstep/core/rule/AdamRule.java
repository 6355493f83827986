package dev.lockstep.core.rule;

import dev.lockstep.core.FiniteState;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import java.util.function.DoubleBinaryOperator;

/**
 * Adam with epsilon added after bias correction.
 *
 * <pre class="formula">
 * m = beta1*m + (1 - beta1)*g
 * v = beta2*v + (1 - beta2)*(g*g)
 * p = keep*p - lr/(1 - beta1^t) * (m / (sqrt(v)/sqrt(1 - beta2^t) + eps))
 * </pre>
 *
 * <p>Units: lr is the step actually taken, the schedule already applied; t counts from 1; keep is 1
 * minus the decoupled decay of this step, 1 (which changes no bit) if there is none.
 *
 * <p>State: m and v, zeros at first. Rounding: one per operation; what does not depend on the
 * element (1 - beta, the two corrections) is computed in double and rounded once.
 *
 * <p>Differs from {@link AdamEpsHatRule}, where eps is added before correction: the same eps acts
 * 1/sqrt(1 - beta2^t) times stronger there.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015, Algorithm 1</a>
 */
public final class AdamRule extends UpdateRule<AdamRule.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdamRule.H>> KIND =
      Precisions.of(AdamRule::new, AdamRule64::new);

  /** The numbers of one step, for all rules of this family. */
  public static final class H {
    /** The rate. */
    public double lr;

    /** Decay of the first moment. */
    public double beta1;

    /** Decay of the second moment. */
    public double beta2;

    /** Added to the root. */
    public double eps;

    /** What decoupled weight decay leaves of the parameter. */
    public double keep = 1;

    /** Bias correction of the first moment, {@code correction1 = 1 - beta1^t}. */
    public double correction1;

    /** Bias correction of the second moment, {@code correction2 = 1 - beta2^t}. */
    public double correction2;

    /** What is known of v, for rules that would ask it. */
    public FiniteState state = FiniteState.UNKNOWN;

    /** Sets both corrections for step t, from the betas, with this function for powers. */
    public void correct(double t, DoubleBinaryOperator pow) {
      correction1 = 1 - pow.applyAsDouble(beta1, t);
      correction2 = 1 - pow.applyAsDouble(beta2, t);
    }
  }

  @Override
  public void update(AdamRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final float beta1 = (float) h.beta1;
    final float rest1 = (float) (1 - h.beta1);
    final float beta2 = (float) h.beta2;
    final float rest2 = (float) (1 - h.beta2);
    final float rate = (float) (h.lr / h.correction1);
    final float root2 = (float) Math.sqrt(h.correction2);
    final float eps = (float) h.eps;
    final float keep = (float) h.keep;
    final float[] m = s[0];
    final float[] v = s[1];
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = beta1 * m[i] + rest1 * gi;
      float vi = beta2 * v[i] + rest2 * (gi * gi);
      m[i] = mi;
      v[i] = vi;
      p[i] = keep * p[i] - rate * (mi / ((float) Math.sqrt(vi) / root2 + eps));
    }
  }
}
