package dev.lockstep.torch.aten;

import dev.lockstep.core.Lanes;
import java.util.Arrays;

/**
 * Products of bfloat16 matrices, held in floats, in the order in which torch's own CPU kernels add
 * up. (Torch gives products of more than 4096 multiplications to another library, whose order is
 * not imitated.) A single product of two bfloat16 is exact in float.
 */
final class Bf16Products {
  // Vectors that torch's dot product adds up side by side.
  private static final int REGISTERS = 8;

  // Sums that torch's matrix product adds up side by side.
  private static final int WAYS = 4;

  private Bf16Products() {}

  /** Of n elements of x from {@code a} on with n elements from {@code b} on. */
  static float dot(float[] x, int a, int b, int n) {
    int rounds = n - n % (REGISTERS * Lanes.F32);
    int pairs = n - n % (2 * Lanes.F32);
    float sum = reduced(lanes(x, a, b, 0, rounds, REGISTERS));
    sum += reduced(lanes(x, a, b, rounds, pairs, 1));
    for (int i = pairs; i < n; i++) {
      sum += x[a + i] * x[b + i];
    }
    return sum;
  }

  /** Running sums, one for each lane of so many vectors. */
  private static float[] lanes(float[] x, int a, int b, int from, int to, int vectors) {
    float[] sums = new float[vectors * Lanes.F32];
    for (int i = from; i < to; i += sums.length) {
      for (int k = 0; k < sums.length; k++) {
        sums[k] += x[a + i + k] * x[b + i + k];
      }
    }
    return sums;
  }

  /** The upper half is added to the lower one until one number is left. */
  private static float reduced(float[] sums) {
    for (int half = sums.length / 2; half > 0; half /= 2) {
      for (int k = 0; k < half; k++) {
        sums[k] += sums[half + k];
      }
    }
    return sums[0];
  }

  /** An n by k matrix times a k by m one, both row by row. */
  static float[] product(float[] x, float[] y, int n, int k, int m) {
    float[] product = new float[n * m];
    float[][] ways = new float[WAYS][m];
    for (int i = 0; i < n; i++) {
      for (float[] way : ways) {
        Arrays.fill(way, 0);
      }
      for (int l = 0; l < k; l++) {
        // What is left over by a multiple of four goes to the first sum.
        add(ways[l < k - k % WAYS ? l % WAYS : 0], x[i * k + l], y, l * m);
      }
      for (int j = 0; j < m; j++) {
        product[i * m + j] = ways[0][j] + ways[1][j] + ways[2][j] + ways[3][j];
      }
    }
    return product;
  }

  private static void add(float[] sums, float factor, float[] y, int row) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += factor * y[row + j];
    }
  }
}
