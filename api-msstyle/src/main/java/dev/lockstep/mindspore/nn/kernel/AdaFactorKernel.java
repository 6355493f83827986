package dev.lockstep.mindspore.nn.kernel;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * The operator FusedAdaFactor, over a whole tensor: it needs sums over rows, columns and all
 * elements. It is not for the stepper, which gives tiles.
 *
 * <p>Slots: the first moment, the second moment by element, by row and by column, and scratch for
 * the update and the roots by row and by column; what a tensor does not need is empty. Rounding:
 * one per operation, sums from left to right.
 */
public final class AdaFactorKernel extends UpdateRule<AdaFactorKernel.H> {
  /** Both precisions. */
  public static final Precisions<UpdateRule<AdaFactorKernel.H>> KIND =
      Precisions.of(AdaFactorKernel::new, AdaFactorKernel64::new);

  // A constant of the operator.
  private static final double LEAST = 1e-30;

  /** The numbers of one step, and the shape. */
  public static final class H {
    /** The rate, before scaling. */
    public double lr;

    /** What the gradient is multiplied by. */
    public double unscale = 1;

    /** Added to the squared gradient. */
    public double eps;

    /** The smallest scale of the parameter. */
    public double leastScale;

    /** The largest root mean square of an update. */
    public double clip;

    /** Decay of the first moment. */
    public double beta1;

    /** Decay of the second moment in this step. */
    public double beta2;

    /** The weight decay. */
    public double decay;

    /** Whether the rate is multiplied by the size of the parameter. */
    public boolean scales;

    /** Whether a first moment is kept. */
    public boolean keepsMoment;

    /** Elements in a row; 0 if the tensor has no rows. */
    public int columns;

    /** Rows in a matrix. */
    public int rows;
  }

  @Override
  public void update(AdaFactorKernel.H h, float[] p, float[] g, float[][] s, int from, int to) {
    final int n = to;
    final float[] update = s[4];
    final float unscale = (float) h.unscale;
    final float eps = (float) h.eps;
    for (int i = 0; i < n; i++) {
      float gi = g[i] * unscale;
      update[i] = gi * gi + eps;
    }
    if (h.columns > 0) {
      factored(h, g, s, n);
    } else {
      single(h, g, s, n);
    }
    apply(h, p, s, n);
  }

  private static void single(AdaFactorKernel.H h, float[] g, float[][] s, int n) {
    final float unscale = (float) h.unscale;
    final float beta2 = (float) h.beta2;
    final float rest2 = 1f - beta2;
    final float least = (float) LEAST;
    final float[] v = s[1];
    final float[] update = s[4];
    for (int i = 0; i < n; i++) {
      float vi = Math.max(v[i] * beta2 + update[i] * rest2, least);
      v[i] = vi;
      update[i] = g[i] * unscale / (float) Math.sqrt(vi);
    }
  }

  private static void factored(AdaFactorKernel.H h, float[] g, float[][] s, int n) {
    rows(h, s, n);
    columns(h, s, n);
    final float unscale = (float) h.unscale;
    final float least = (float) LEAST;
    final float[] update = s[4];
    final float[] rowRoot = s[5];
    final float[] columnRoot = s[6];
    final int matrix = h.rows * h.columns;
    for (int i = 0; i < n; i++) {
      int slice = i / matrix;
      float norm = rowRoot[i / h.columns] * columnRoot[slice * h.columns + i % h.columns];
      update[i] = g[i] * unscale / Math.max(norm, least);
    }
  }

  private static void rows(AdaFactorKernel.H h, float[][] s, int n) {
    final float beta2 = (float) h.beta2;
    final float rest2 = 1f - beta2;
    final float least = (float) LEAST;
    final float[] row = s[2];
    final float[] update = s[4];
    final float[] root = s[5];
    for (int i = 0; i < n / h.columns; i++) {
      float mean = sum(update, i * h.columns, 1, h.columns) / h.columns;
      row[i] = row[i] * beta2 + mean * rest2;
    }
    for (int start = 0; start < n / h.columns; start += h.rows) {
      float mean = Math.max(sum(row, start, 1, h.rows) / h.rows, least);
      for (int i = start; i < start + h.rows; i++) {
        root[i] = (float) Math.sqrt(row[i] / mean);
      }
    }
  }

  private static void columns(AdaFactorKernel.H h, float[][] s, int n) {
    final float beta2 = (float) h.beta2;
    final float rest2 = 1f - beta2;
    final float least = (float) LEAST;
    final float[] column = s[3];
    final float[] update = s[4];
    final float[] root = s[6];
    final int matrix = h.rows * h.columns;
    for (int i = 0; i < n / h.rows; i++) {
      int start = i / h.columns * matrix + i % h.columns;
      float mean = sum(update, start, h.columns, h.rows) / h.rows;
      column[i] = Math.max(column[i] * beta2 + mean * rest2, least);
      root[i] = (float) Math.sqrt(column[i]);
    }
  }

  private static float sum(float[] values, int start, int stride, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[start + i * stride];
    }
    return sum;
  }

  private static void apply(AdaFactorKernel.H h, float[] p, float[][] s, int n) {
    final float[] m = s[0];
    final float[] update = s[4];
    final float beta1 = (float) h.beta1;
    final float rest1 = 1f - beta1;
    final float decay = (float) h.decay;
    float lr = (float) h.lr;
    if (h.scales) {
      float scale = rms(p, n);
      // Not Math.max: a size that is not a number does not count.
      lr = lr * (scale > (float) h.leastScale ? scale : (float) h.leastScale);
    }
    float size = rms(update, n) / (float) h.clip;
    float factor = lr / Math.max(size, 1f);
    for (int i = 0; i < n; i++) {
      float ui = update[i] * factor;
      if (h.keepsMoment) {
        ui = m[i] * beta1 + ui * rest1;
        m[i] = ui;
      }
      if (h.decay != 0) {
        ui = ui + p[i] * decay * lr;
      }
      p[i] = p[i] - ui;
    }
  }

  private static float rms(float[] values, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += values[i] * values[i];
    }
    return (float) Math.sqrt(sum / n);
  }
}
