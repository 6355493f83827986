package dev.lockstep.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.DType;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BitsTest {
  private static double distance(double a, double b) {
    return Bits.distance(DType.F64, Bits.of(DType.F64, a), Bits.of(DType.F64, b));
  }

  private static double distance(float a, float b) {
    return Bits.distance(DType.F32, Bits.of(DType.F32, a), Bits.of(DType.F32, b));
  }

  @Property
  void theNextNumberIsOneAway(@ForAll float x) {
    Assume.that(x != 0); // between -0 and its neighbour lies 0
    assertEquals(1, distance(x, Math.nextUp(x)), "from " + x);
    assertEquals(1, distance((double) x, Math.nextDown((double) x)), "from " + x);
  }

  @Property
  void distanceIsSymmetricAndZeroOnlyForTheSameBits(@ForAll double x, @ForAll double y) {
    assertEquals(distance(x, y), distance(y, x));
    assertEquals(
        Double.doubleToRawLongBits(x) == Double.doubleToRawLongBits(y), distance(x, y) == 0);
  }

  @Test
  void theZerosAreTwoNumbers() {
    assertEquals(1, distance(-0.0f, 0.0f));
    assertEquals(2, distance(-Float.MIN_VALUE, 0.0f));
    assertEquals(2, distance(-0.0, Double.MIN_VALUE));
  }

  @Test
  void nanIsOnlyNearNan() {
    assertEquals(0, distance(Double.NaN, Double.NaN));
    assertEquals(Double.POSITIVE_INFINITY, distance(Float.NaN, 1f));
  }

  @Test
  void theFarthestNumbersDoNotOverflow() {
    assertEquals(0x1p64, distance(-Double.MAX_VALUE, Double.MAX_VALUE), 0x1p54);
  }
}
