package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The view by hand, and what it has a place for. */
class GradientViewTest {
  private final GradientView view = new GradientView();

  GradientViewTest() {
    view.reset();
  }

  @Test
  void nothingIsTheGradientItself() {
    assertView(-0.0, -0.0, 1);
    assertView(2, 2, Double.POSITIVE_INFINITY);
  }

  @Test
  void oneFactor() {
    assertTrue(view.scale(3));
    assertFalse(view.scale(7));
    assertView(6, 2, Double.NaN);
  }

  @Test
  void aDecay() {
    assertTrue(view.decay(0.5, false));
    assertFalse(view.decay(0.25, false));
    assertView(4, 2, 4);
  }

  @Test
  void aFactorOnEitherSideOfADecay() {
    assertTrue(view.scale(3));
    assertTrue(view.decay(0.5, false));
    assertTrue(view.scale(7));
    assertFalse(view.scale(2));
    assertView(56, 2, 4);
  }

  @Test
  void aFactorBehindADecay() {
    assertTrue(view.decay(0.5, false));
    assertTrue(view.scale(7));
    assertView(28, 2, 4);
  }

  @Test
  void aFactorBeforeADecay() {
    assertTrue(view.scale(3));
    assertTrue(view.decay(0.5, false));
    assertView(8, 2, 4);
  }

  /** The product of two numbers a little above 1 is no float and no double. */
  @Test
  void aDecayInOneRounding() {
    assertTrue(view.scale(-0.5));
    assertTrue(view.decay(1 + 0x1p-12, true));
    assertFalse(view.scale(7));
    view.narrow();
    assertEquals(0x1p-11f + 0x1p-24f, view.of(2f, 1 + 0x1p-12f));

    view.reset();
    assertTrue(view.scale(-0.5));
    assertTrue(view.decay(1 + 0x1p-30, true));
    view.narrow();
    assertEquals(0x1p-29 + 0x1p-60, view.of(2.0, 1 + 0x1p-30));
  }

  @Test
  void whatIsNotFiniteIsFoundWhereverItStands() {
    view.decay(0.5, false);
    view.narrow();
    int n = 11;
    for (int to = 1; to <= n; to++) {
      for (int from = 0; from < to; from++) {
        for (int array = 0; array < 3; array++) {
          for (int bad = 0; bad < to; bad++) {
            float[][] x = new float[3][to];
            double[][] y = new double[3][to];
            x[array][bad] = Float.NaN;
            y[array][bad] = Double.NaN;
            boolean outside = bad < from;
            assertEquals(outside, view.isFinite(x[0], x[1], x[2], from, to));
            assertEquals(outside, view.isFinite(y[0], y[1], y[2], from, to));
          }
        }
      }
    }
  }

  @Test
  void squaresOfWhatIsViewedAddUpWhereItIsAskedAlone() {
    view.scale(0x1p40);
    view.narrow();
    int n = 11;
    for (int one = 0; one < n; one++) {
      for (int other = 0; other < n; other++) {
        float[] x = new float[n];
        double[] y = new double[n];
        x[one] = 0x1p23f;
        y[one] = 0x1p23;
        assertTrue(view.isFinite(x, x.clone(), x, 0, n));
        assertTrue(view.isFinite(y, y.clone(), y, 0, n));
        x[other] = -0x1p23f;
        y[other] = -0x1p23;
        assertEquals(one == other, view.isFinite(x, x.clone(), x, 0, n));
        assertEquals(one == other, view.isFinite(y, y.clone(), y, 0, n));
      }
    }
  }

  private void assertView(double expected, double g, double p) {
    view.narrow();
    assertEquals(expected, view.of(g, p));
    assertEquals((float) expected, view.of((float) g, (float) p));
  }
}
