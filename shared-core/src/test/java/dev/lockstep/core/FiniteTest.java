package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Every place of both arrays, in runs of every length up to two and a half rounds of the loop. */
class FiniteTest {
  @Test
  void whatIsNotFiniteIsFoundWhereverItStands() {
    int n = 19;
    for (int to = 1; to <= n; to++) {
      for (int from = 0; from < to; from++) {
        for (int array = 0; array < 2; array++) {
          for (int bad = 0; bad < to; bad++) {
            float[][] x = new float[2][to];
            double[][] y = new double[2][to];
            x[array][bad] = Float.NaN;
            y[array][bad] = Double.NaN;
            boolean outside = bad < from;
            assertEquals(outside, Finite.all(x[0], x[1], from, to));
            assertEquals(outside, Finite.all(y[0], y[1], from, to));
          }
        }
      }
    }
  }
}
