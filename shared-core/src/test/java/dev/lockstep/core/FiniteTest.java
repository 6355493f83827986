package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  @Test
  void squaresThatAddUpToMoreThanTheMostAreNotTakenForFinite() {
    int n = 19;
    for (int one = 0; one < n; one++) {
      for (int other = 0; other < n; other++) {
        float[] x = new float[n];
        x[one] = 0x1p63f;
        double[] y = new double[n];
        y[one] = 0x1p63;
        assertTrue(Finite.all(x, 0, n));
        assertTrue(Finite.all(y, 0, n));
        x[other] = -0x1p63f;
        y[other] = -0x1p63;
        assertEquals(one == other, Finite.all(x, 0, n));
        assertEquals(one == other, Finite.all(y, 0, n));
      }
    }
    assertTrue(Finite.all(new double[] {1e19}, 0, 1), "the most itself");
  }
}
