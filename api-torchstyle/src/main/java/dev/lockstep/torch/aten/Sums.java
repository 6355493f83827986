package dev.lockstep.torch.aten;

import dev.lockstep.core.Lanes;
import dev.lockstep.core.math.Glibc;

/**
 * Torch's sums over contiguous elements, in the order in which its CPU kernels add on one thread.
 */
public final class Sums {
  // Torch's cascade: sums that run side by side, and levels of partial sums.
  private static final int WAYS = 4;
  private static final int LEVELS = 4;

  private Sums() {}

  /**
   * {@code x.norm(2)} of n elements from {@code from} on: a running sum a lane, then the elements
   * that do not fill a vector. Of those the compiler of torch takes four at a time, and fuses the
   * rest. The norm of one element is its magnitude, whose square may be beyond the range.
   */
  public static float norm(float[] x, int from, int n) {
    if (n == 1) {
      return Math.abs(x[from]);
    }
    int body = n - n % Lanes.F32;
    int fours = n - (n - body) % 4;
    float[] lanes = new float[Lanes.F32];
    for (int i = 0; i < body; i += Lanes.F32) {
      for (int lane = 0; lane < Lanes.F32; lane++) {
        float xi = x[from + i + lane];
        lanes[lane] += xi * xi;
      }
    }
    float sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    sum = squares(x, from + body, 1, fours - body, sum);
    for (int i = fours; i < n; i++) {
      sum = Math.fma(x[from + i], x[from + i], sum);
    }
    return (float) Math.sqrt(sum);
  }

  /** The norm of n elements that lie {@code stride} apart, added up one after the other. */
  public static float norm(float[] x, int from, int stride, int n) {
    return n == 1 ? Math.abs(x[from]) : (float) Math.sqrt(squares(x, from, stride, n, 0));
  }

  /**
   * {@code linalg.vector_norm(x, order)} of all elements: one after the other but for the order 2,
   * with the C library's powers.
   *
   * @param order above 0; infinite for the largest magnitude
   */
  public static float norm(float[] x, double order) {
    if (order == 2) {
      return norm(x, 0, x.length);
    }
    boolean plain = x.length == 1 || order == 1 || Double.isInfinite(order);
    float power = (float) order;
    float sum = 0;
    for (float xi : x) {
      float size = plain ? Math.abs(xi) : Glibc.powf(Math.abs(xi), power);
      sum = Double.isInfinite(order) ? Math.max(sum, size) : sum + size;
    }
    return plain ? sum : Glibc.powf(sum, 1 / power);
  }

  private static float squares(float[] x, int from, int stride, int n, float start) {
    float sum = start;
    for (int i = 0; i < n; i++) {
      float xi = x[from + i * stride];
      sum += xi * xi;
    }
    return sum;
  }

  /** {@code x.norm(2)}; as the other, but that no four elements are left over. */
  public static double norm(double[] x, int from, int n) {
    if (n == 1) {
      return Math.abs(x[from]);
    }
    int body = n - n % Lanes.F64;
    double[] lanes = new double[Lanes.F64];
    for (int i = 0; i < body; i += Lanes.F64) {
      for (int lane = 0; lane < Lanes.F64; lane++) {
        double xi = x[from + i + lane];
        lanes[lane] += xi * xi;
      }
    }
    double sum = 0;
    for (double lane : lanes) {
      sum += lane;
    }
    for (int i = body; i < n; i++) {
      sum = Math.fma(x[from + i], x[from + i], sum);
    }
    return Math.sqrt(sum);
  }

  /** The norm of n elements that lie {@code stride} apart, added up one after the other. */
  public static double norm(double[] x, int from, int stride, int n) {
    return n == 1 ? Math.abs(x[from]) : Math.sqrt(squares(x, from, stride, n, 0));
  }

  /** {@code linalg.vector_norm(x, order)}; as the other. */
  public static double norm(double[] x, double order) {
    if (order == 2) {
      return norm(x, 0, x.length);
    }
    boolean plain = x.length == 1 || order == 1 || Double.isInfinite(order);
    double sum = 0;
    for (double xi : x) {
      double size = plain ? Math.abs(xi) : Glibc.pow(Math.abs(xi), order);
      sum = Double.isInfinite(order) ? Math.max(sum, size) : sum + size;
    }
    return plain ? sum : Glibc.pow(sum, 1 / order);
  }

  private static double squares(double[] x, int from, int stride, int n, double start) {
    double sum = start;
    for (int i = 0; i < n; i++) {
      double xi = x[from + i * stride];
      sum += xi * xi;
    }
    return sum;
  }

  /**
   * The sum of n elements from {@code from} on: what does not fill a vector first, then lane by
   * lane; a row shorter than a vector is summed as one lane.
   */
  public static float sum(float[] x, int from, int n) {
    int lanes = Lanes.F32;
    if (n < lanes) {
      return row(x, from, 1, n);
    }
    int vectors = n / lanes;
    float sum = 0;
    for (int i = vectors * lanes; i < n; i++) {
      sum += x[from + i];
    }
    for (int lane = 0; lane < lanes; lane++) {
      sum += row(x, from + lane, lanes, vectors);
    }
    return sum;
  }

  /** The sum of n elements that lie {@code stride} apart: four sums side by side. */
  private static float row(float[] x, int from, int stride, int n) {
    int rounds = n / WAYS;
    float sum = cascade(x, from, WAYS * stride, rounds);
    for (int i = rounds * WAYS; i < n; i++) {
      sum += x[from + i * stride];
    }
    for (int way = 1; way < WAYS; way++) {
      sum += cascade(x, from + way * stride, WAYS * stride, rounds);
    }
    return sum;
  }

  /**
   * Every so many elements a sum is handed to the next level, so that rounding errors stay small.
   */
  private static float cascade(float[] x, int from, int stride, int n) {
    int power = Math.max(4, ceilLog2(n) / LEVELS);
    int mask = (1 << power) - 1;
    float[] level = new float[LEVELS];
    for (int i = 0; i < n; i++) {
      level[0] += x[from + i * stride];
      if (((i + 1) & mask) == 0) {
        carry(level, i + 1, power, mask);
      }
    }
    float sum = level[0];
    for (int k = 1; k < LEVELS; k++) {
      sum += level[k];
    }
    return sum;
  }

  private static void carry(float[] level, int done, int power, int mask) {
    for (int k = 1; k < LEVELS; k++) {
      level[k] += level[k - 1];
      level[k - 1] = 0;
      if ((done & (mask << (k * power))) != 0) {
        return;
      }
    }
  }

  /** The sum of n elements from {@code from} on; as the other. */
  public static double sum(double[] x, int from, int n) {
    int lanes = Lanes.F64;
    if (n < lanes) {
      return row(x, from, 1, n);
    }
    int vectors = n / lanes;
    double sum = 0;
    for (int i = vectors * lanes; i < n; i++) {
      sum += x[from + i];
    }
    for (int lane = 0; lane < lanes; lane++) {
      sum += row(x, from + lane, lanes, vectors);
    }
    return sum;
  }

  /** The sum of n elements that lie {@code stride} apart: four sums side by side. */
  private static double row(double[] x, int from, int stride, int n) {
    int rounds = n / WAYS;
    double sum = cascade(x, from, WAYS * stride, rounds);
    for (int i = rounds * WAYS; i < n; i++) {
      sum += x[from + i * stride];
    }
    for (int way = 1; way < WAYS; way++) {
      sum += cascade(x, from + way * stride, WAYS * stride, rounds);
    }
    return sum;
  }

  /**
   * Every so many elements a sum is handed to the next level, so that rounding errors stay small.
   */
  private static double cascade(double[] x, int from, int stride, int n) {
    int power = Math.max(4, ceilLog2(n) / LEVELS);
    int mask = (1 << power) - 1;
    double[] level = new double[LEVELS];
    for (int i = 0; i < n; i++) {
      level[0] += x[from + i * stride];
      if (((i + 1) & mask) == 0) {
        carry(level, i + 1, power, mask);
      }
    }
    double sum = level[0];
    for (int k = 1; k < LEVELS; k++) {
      sum += level[k];
    }
    return sum;
  }

  private static void carry(double[] level, int done, int power, int mask) {
    for (int k = 1; k < LEVELS; k++) {
      level[k] += level[k - 1];
      level[k - 1] = 0;
      if ((done & (mask << (k * power))) != 0) {
        return;
      }
    }
  }

  private static int ceilLog2(int n) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(n - 1);
  }
}
