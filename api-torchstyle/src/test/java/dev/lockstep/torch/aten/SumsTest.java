package dev.lockstep.torch.aten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Sums whose order is seen: a large number swallows small ones that are added to it one by one. */
class SumsTest {
  private static final float LARGE = 0x1p24f;

  @Test
  void aRowShorterThanAVectorIsFourSumsSideBySide() {
    // (x0 + x4 + x5 + x6) + x1 + x2 + x3: the ones of the first way are together before they meet.
    assertEquals(LARGE + 4, Sums.sum(new float[] {1, LARGE, 0, 0, 1, 1, 1}, 0, 7));
    assertEquals(LARGE, Sums.sum(new float[] {LARGE, 1, 1, 1, 1, 1, 1}, 0, 7));
    assertEquals(3.0, Sums.sum(new double[] {1, 1, 1}, 0, 3));
  }

  @Test
  void whatDoesNotFillAVectorComesFirst() {
    float[] x = {LARGE, 0, 0, 0, 0, 0, 0, 0, 1, 1};
    assertEquals(LARGE + 2, Sums.sum(x, 0, 10));
    double large = 0x1p53;
    assertEquals(large + 2, Sums.sum(new double[] {large, 0, 0, 0, 1, 1}, 0, 6));
  }

  @Test
  void aPartStartsWhereItIsSaidTo() {
    assertEquals(5f, Sums.sum(new float[] {100, 2, 3, 100}, 1, 2));
    assertEquals(0f, Sums.sum(new float[0], 0, 0));
  }
}
