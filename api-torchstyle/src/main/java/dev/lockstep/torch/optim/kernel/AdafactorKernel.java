package dev.lockstep.torch.optim.kernel;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.TensorRule;
import dev.lockstep.torch.aten.Aten;
import dev.lockstep.torch.aten.Sums;

/**
 * Adafactor: running means of squared gradients by row and by column (of the last two dimensions),
 * or by element for fewer than two dimensions; the update is clipped by its root mean square.
 *
 * <pre>
 * row = row.lerp(mean of g*g along the last dimension, lean)
 * col = col.lerp(mean of g*g along the one before, lean)
 * v = row*col / max(mean of row, eps1)
 * u = g / sqrt(max(v, eps1*eps1))
 * p = p*keep - rho * max(eps2, rms(p)) * u / max(1, rms(u)/d)
 * </pre>
 *
 * <p>State: row and col, or v alone; zeros at first. Rounding: elementwise as torch; sums in
 * double, where torch adds up floats in an order of its own.
 */
public final class AdafactorKernel extends TensorRule<AdafactorKernel.H> {
  /** Both precisions. */
  public static final Precisions<TensorRule<AdafactorKernel.H>> KIND =
      Precisions.of(AdafactorKernel::new, AdafactorKernel64::new);

  /** The numbers of one step. */
  public static final class H {
    /** The relative rate of this step, negative to climb. */
    public double rho;

    /** How far the running means move, t^beta2_decay. */
    public double lean;

    /** Keeps the means away from 0; squared for an element. */
    public double eps1;

    /** The least root mean square of a parameter. */
    public double eps2;

    /** The greatest root mean square of an update. */
    public double d;

    /** What decoupled weight decay leaves of the parameter. */
    public double keep;

    /** The type in which the rate is multiplied: that of a tensor, or double. */
    public DType in = DType.F64;

    /** Whether the update is rounded before it is added: the many-tensor implementation does. */
    public boolean rounded;
  }

  private float[] update = {};

  @Override
  protected void update(AdafactorKernel.H h, float[] p, float[] g, float[][] s, int[] shape) {
    final double alpha = h.in.round(h.in.round(larger(h.eps2, rms(p, p.length, 1))) * h.rho);
    final float keep = (float) h.keep;
    for (int i = 0; i < p.length; i++) {
      p[i] = p[i] * keep;
    }
    if (update.length < p.length) {
      update = new float[p.length];
    }
    if (shape.length > 1) {
      int height = shape[shape.length - 2];
      int width = shape[shape.length - 1];
      for (int at = 0; at < p.length; at += height * width) {
        factored(h, g, s[0], s[1], at, height, width);
      }
    } else {
      plain(h, g, s[0]);
    }
    final double divisor = h.in.round(larger(1, rms(update, p.length, h.d)));
    final double step = h.in.round(alpha / divisor);
    final float rate = (float) -step;
    if (!h.rounded && Double.isFinite(step) && Math.abs(step) > Float.MAX_VALUE) {
      throw new OptionException(
          "value cannot be converted to type float without overflow: "
              + -step
              + "; the second eps, the least size of a parameter, times the rate is too large");
    }
    for (int i = 0; i < p.length; i++) {
      p[i] = h.rounded ? p[i] + rate * update[i] : Math.fma(rate, update[i], p[i]);
    }
  }

  private void plain(AdafactorKernel.H h, float[] g, float[] v) {
    final float lean = (float) h.lean;
    final float far = Aten.far(lean, g.length);
    final float least = (float) (h.eps1 * h.eps1);
    for (int i = 0; i < g.length; i++) {
      float vi = Aten.lerp(v[i], g[i] * g[i], lean, far);
      v[i] = vi;
      update[i] = 1 / (float) Math.sqrt(Math.max(vi, least)) * g[i];
    }
  }

  /** One matrix, from element {@code at} on. */
  private void factored(
      AdafactorKernel.H h, float[] g, float[] row, float[] col, int at, int height, int width) {
    final int firstRow = at / width;
    final int firstCol = at / height;
    means(h, g, row, col, at, height, width);
    final float mean = Math.max(Sums.sum(row, firstRow, height) / height, (float) h.eps1);
    final float least = (float) (h.eps1 * h.eps1);
    for (int i = 0; i < height; i++) {
      final float rowMean = row[firstRow + i];
      for (int k = 0; k < width; k++) {
        float v = Math.max(rowMean * col[firstCol + k] / mean, least);
        int e = at + i * width + k;
        update[e] = 1 / (float) Math.sqrt(v) * g[e];
      }
    }
  }

  private void means(
      AdafactorKernel.H h, float[] g, float[] row, float[] col, int at, int height, int width) {
    final float lean = (float) h.lean;
    for (int i = 0; i < height; i++) {
      float norm = Sums.norm(g, at + i * width, width);
      move(row, at / width + i, norm, width, lean);
    }
    for (int k = 0; k < width; k++) {
      float norm = Sums.norm(g, at + k, width, height);
      move(col, at / height + k, norm, height, lean);
    }
  }

  /** Torch takes the mean square as the square of a norm. */
  private static void move(float[] mean, int i, float norm, int count, float lean) {
    mean[i] = Aten.lerp(mean[i], norm * norm / count, lean, Aten.far(lean, mean.length));
  }

  /** The root mean square of the first n in units of {@code unit}. */
  private static double rms(float[] x, int n, double unit) {
    return Sums.norm(x, 0, n) / (Math.sqrt(n) * unit);
  }

  /** Python's {@code max}: what is no number is not larger. */
  private static double larger(double a, double b) {
    return b > a ? b : a;
  }
}
