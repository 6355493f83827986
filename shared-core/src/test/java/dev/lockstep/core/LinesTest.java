package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What stands in the lines does not matter, nor where they end. */
class LinesTest {
  @Test
  void theAnswerIsTheFirstIndex() {
    double[] values = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, -Double.MAX_VALUE};
    for (double value : values) {
      double[] doubles = new double[40];
      float[] floats = new float[40];
      Arrays.fill(doubles, value);
      Arrays.fill(floats, (float) value);
      for (int from = 0; from <= 40; from++) {
        assertEquals(from, Lines.fetch(doubles, from, 40));
        assertEquals(from, Lines.fetch(floats, from, 40));
      }
    }
  }
}
