package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** One element that is not finite is found wherever it stands, and none where there is none. */
class FiniteProperties {
  private static final int LENGTH = 40;
  private static final double[] SPECIAL = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  @Property
  void oneElementThatIsNotFiniteIsFoundInTheRunOnly(
      @ForAll @DoubleRange(min = -1e18, max = 1e18) double value,
      @ForAll @IntRange(max = LENGTH) int from,
      @ForAll @IntRange(max = LENGTH) int length,
      @ForAll @IntRange(max = LENGTH - 1) int at) {
    int to = Math.min(LENGTH, from + length);
    for (double special : SPECIAL) {
      double[] doubles = new double[LENGTH];
      Arrays.fill(doubles, value);
      doubles[at] = special;
      float[] floats = new float[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        floats[i] = (float) doubles[i];
      }
      boolean outside = at < from || at >= to;
      assertEquals(outside, Finite.all(doubles, from, to));
      assertEquals(outside, Finite.all(floats, from, to));
      double[] finite = new double[LENGTH];
      assertEquals(outside, Finite.all(doubles, finite, from, to));
      assertEquals(outside, Finite.all(finite, doubles, from, to));
      assertEquals(outside, Finite.all(floats, new float[LENGTH], from, to));
      assertEquals(outside, Finite.all(new float[LENGTH], floats, from, to));
    }
  }

  @Property
  void infinitiesThatWouldCancelAreFound(@ForAll @IntRange(min = 2, max = LENGTH) int length) {
    float[] floats = new float[length];
    floats[0] = Float.POSITIVE_INFINITY;
    floats[length - 1] = Float.NEGATIVE_INFINITY;
    assertTrue(!Finite.all(floats, 0, length));
  }
}
