package dev.lockstep.torch.aten;

import dev.lockstep.core.DType;
import dev.lockstep.core.Tensor;

/**
 * Torch's operations on one-dimensional tensors of whole arrays, to the last bit: sums are added up
 * in the order of its libraries on one thread of an AMD processor with AVX2.
 */
public final class Vectors {
  private Vectors() {}

  /** {@code x.add_(y, alpha=alpha)}. */
  public static void add(Tensor x, double alpha, Tensor y) {
    if (x.dtype() == DType.F32) {
      add(x.floats(), (float) alpha, y.floats());
    } else {
      add(x.doubles(), alpha, y.doubles());
    }
  }

  private static void add(float[] x, float alpha, float[] y) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.fma(alpha, y[i], x[i]);
    }
  }

  private static void add(double[] x, double alpha, double[] y) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.fma(alpha, y[i], x[i]);
    }
  }

  /** {@code x.sub(y)}. */
  public static Tensor minus(Tensor x, Tensor y) {
    Tensor difference = x.copy();
    add(difference, -1, y);
    return difference;
  }

  /** {@code x.mul(factor)}. */
  public static Tensor times(Tensor x, double factor) {
    Tensor product = x.copy();
    if (x.dtype() == DType.F32) {
      scale(product.floats(), (float) factor);
    } else {
      scale(product.doubles(), factor);
    }
    return product;
  }

  private static void scale(float[] x, float factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }

  private static void scale(double[] x, double factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }

  /**
   * {@code x.dot(y)}: 16 running sums of floats, 8 of doubles; what does not fill them goes to the
   * first ones.
   */
  public static double dot(Tensor x, Tensor y) {
    return x.dtype() == DType.F32 ? dot(x.floats(), y.floats()) : dot(x.doubles(), y.doubles());
  }

  private static float dot(float[] x, float[] y) {
    float[] sums = new float[16];
    int at = 0;
    for (; x.length - at >= 16; at += 16) {
      add(sums, 16, x, y, at);
    }
    for (int width = 8; width >= 4; width /= 2) {
      if (x.length - at >= width) {
        add(sums, width, x, y, at);
        at += width;
      }
    }
    for (; at < x.length; at++) {
      add(sums, 1, x, y, at);
    }
    for (int lane = 0; lane < 4; lane++) {
      sums[lane] = sums[lane] + sums[4 + lane] + sums[8 + lane] + sums[12 + lane];
    }
    return (sums[0] + sums[2]) + (sums[1] + sums[3]);
  }

  private static void add(float[] sums, int width, float[] x, float[] y, int at) {
    for (int k = 0; k < width; k++) {
      sums[k] += x[at + k] * y[at + k];
    }
  }

  private static double dot(double[] x, double[] y) {
    double[] sums = new double[8];
    int at = 0;
    for (; x.length - at >= 8; at += 8) {
      add(sums, 8, x, y, at);
    }
    for (; x.length - at >= 2; at += 2) {
      add(sums, 2, x, y, at);
    }
    for (; at < x.length; at++) {
      add(sums, 1, x, y, at);
    }
    for (int lane = 0; lane < 2; lane++) {
      sums[lane] = sums[lane] + sums[2 + lane] + sums[4 + lane] + sums[6 + lane];
    }
    return sums[0] + sums[1];
  }

  private static void add(double[] sums, int width, double[] x, double[] y, int at) {
    for (int k = 0; k < width; k++) {
      sums[k] += x[at + k] * y[at + k];
    }
  }

  /** {@code x.abs().max()}; NaN if there is one. */
  public static double absMax(Tensor x) {
    double max = 0;
    for (int i = 0; i < x.size(); i++) {
      max = Math.max(max, Math.abs(x.get(i)));
    }
    return max;
  }

  /** {@code x.abs().sum()}. */
  public static double absSum(Tensor x) {
    Tensor absolute = x.copy();
    for (int i = 0; i < x.size(); i++) {
      absolute.set(i, Math.abs(x.get(i)));
    }
    return sum(absolute);
  }

  /** {@code x.sum()}. */
  public static double sum(Tensor x) {
    return x.dtype() == DType.F32
        ? Sums.sum(x.floats(), 0, x.size())
        : Sums.sum(x.doubles(), 0, x.size());
  }
}
