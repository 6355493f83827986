package dev.lockstep.oneflow.ops;

/**
 * Sums of squares in the order of the BLAS inside OneFlow 0.9.0 (OpenBLAS's Barcelona kernels, to
 * which it falls back on AMD processors that it does not know). Other processors get other kernels
 * and other last bits.
 *
 * <p>Threads: stateless.
 */
public final class Blas {
  private Blas() {}

  /** Blocks of four, each summed before it is added; the rest one by one. */
  public static float sumOfSquares(float[] x) {
    float sum = 0;
    int i = 0;
    for (; i + 4 <= x.length; i += 4) {
      sum += ((x[i] * x[i] + x[i + 1] * x[i + 1]) + x[i + 2] * x[i + 2]) + x[i + 3] * x[i + 3];
    }
    for (; i < x.length; i++) {
      sum += x[i] * x[i];
    }
    return sum;
  }

  /**
   * Four accumulators of two lanes: pairs go round them in blocks of 16, then in one block of 8, of
   * 4 and of 2; a last single entry goes to the first lane.
   */
  public static double sumOfSquares(double[] x) {
    double[] lanes = new double[8];
    int i = 0;
    for (int block = 16; block >= 2; block /= 2) {
      while (i + block <= x.length) {
        for (int k = 0; k < block; k++, i++) {
          lanes[k % 8] += x[i] * x[i];
        }
        if (block < 16) {
          break;
        }
      }
    }
    if (i < x.length) {
      lanes[0] += x[i] * x[i];
    }
    double low = (lanes[0] + lanes[2]) + (lanes[4] + lanes[6]);
    double high = (lanes[1] + lanes[3]) + (lanes[5] + lanes[7]);
    return low + high;
  }

  /** A number that is float32 already. */
  public static float toFloat32(float x) {
    return x;
  }

  /** A double rounded to float32, as OneFlow hands rates to a kernel. */
  public static double toFloat32(double x) {
    return (float) x;
  }
}
