package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.TensorRule;
import dev.lockstep.torch.aten.Aten;
import dev.lockstep.torch.aten.NewtonSchulz;

/**
 * Muon: momentum, whose matrix is made orthogonal before it is added.
 *
 * <pre>
 * b = b.lerp(g, 1-momentum)
 * u = g.lerp(b, momentum) or b
 * p = p.mul(keep).add(orthogonal(u), alpha=-rate)
 * </pre>
 *
 * <p>State: b, zeros at first.
 */
public final class MuonKernel extends TensorRule<MuonKernel.H> {
  /** Both precisions. */
  public static final Precisions<TensorRule<MuonKernel.H>> KIND =
      Precisions.of(MuonKernel::new, MuonKernel64::new);

  /** The numbers of one step. */
  public static final class H {
    /** The rate, fitted to the matrix. */
    public double rate;

    /** How much of the buffer stays. */
    public double momentum;

    /** Whether the gradient enters once more. */
    public boolean nesterov;

    /** What decoupled weight decay leaves of the parameter. */
    public double keep;

    /** What makes a matrix orthogonal. */
    public NewtonSchulz orthogonal = new NewtonSchulz(0, 0, 0, 0, 0);
  }

  private float[] update = {};

  @Override
  protected void update(MuonKernel.H h, float[] p, float[] g, float[][] s, int[] shape) {
    if (update.length != p.length) {
      update = new float[p.length];
    }
    final int apart = apart(h, p.length);
    average(h, g, s[0], 0, p.length - apart);
    average(h, g, s[0], p.length - apart, p.length);
    h.orthogonal.apply(update, shape[0], shape[1]);
    final float down = (float) -h.rate;
    final float keep = (float) h.keep;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.fma(down, update[i], p[i] * keep);
    }
  }

  /** The elements at the end that either average takes in a scalar tail of its own. */
  private static int apart(MuonKernel.H h, int size) {
    final float lean = (float) (1 - h.momentum);
    final float ahead = (float) h.momentum;
    return Math.max(Aten.apart(lean, size), Aten.apart(ahead, size));
  }

  private void average(MuonKernel.H h, float[] g, float[] b, int from, int to) {
    final float lean = (float) (1 - h.momentum);
    final float far = Aten.far(lean, to - from);
    final float ahead = (float) h.momentum;
    final float aheadFar = Aten.far(ahead, to - from);
    for (int i = from; i < to; i++) {
      b[i] = Aten.lerp(b[i], g[i], lean, far);
      update[i] = h.nesterov ? Aten.lerp(g[i], b[i], ahead, aheadFar) : b[i];
    }
  }
}
