package dev.lockstep.torch.aten;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The order of the sums is seen: a large number swallows small ones that are added to it. */
class Bf16ProductsTest {
  private static final float LARGE = 0x1p30f;

  /** What torch 2.15 gave (CPU, AVX2, one thread) for a row of ones times a column of these. */
  @Test
  void fourSumsSideBySideAndWhatIsLeftGoesToTheFirst() {
    column(8, LARGE, 1, 1, 1, -LARGE, 5);
    column(3, LARGE, 1, 1, 1, 3, -LARGE);
    column(2, 1, LARGE, -LARGE, 2, 4, 8);
    column(28, LARGE, 1, 2, 3, -LARGE, 4, 5, 6, 7);
    column(21, 1, 2, 3, LARGE, 4, 5, 6, -LARGE);
    column(24, LARGE, 1, 2, 3, 4, 5, 6, 7, -LARGE);
  }

  private static void column(float expected, float... values) {
    int k = values.length;
    float[] ones = new float[2 * k];
    Arrays.fill(ones, 1);
    float[] columns = new float[k * 3];
    for (int l = 0; l < k; l++) {
      Arrays.fill(columns, 3 * l, 3 * l + 3, values[l]);
    }
    float[] all = new float[6];
    Arrays.fill(all, expected);
    assertArrayEquals(all, Bf16Products.product(ones, columns, 2, k, 3));
  }
}
