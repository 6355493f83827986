package dev.lockstep.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

class GlibcProperties {
  @Property
  void thePowerIsWithinOneUlpOfTheTrueOne(
      @ForAll @IntRange(min = 1, max = 0x7f7fffff) int bits,
      @ForAll @FloatRange(min = -3, max = 3) float y) {
    float x = Float.intBitsToFloat(bits);
    int true32 = Float.floatToIntBits((float) CorrectlyRounded.pow(x, y));
    int power = Float.floatToIntBits(Glibc.powf(x, y));
    assertTrue(Math.abs(power - true32) <= 1, () -> x + " to " + y);
  }

  @Property
  void powersOfTwoAreExact(@ForAll @IntRange(min = -160, max = 140) int e) {
    assertEquals(Math.scalb(1f, e), Glibc.powf(2, e));
    assertEquals(Math.scalb(1f, e) * ((e & 1) == 0 ? 1 : -1), Glibc.powf(-2, e));
  }

  @Property
  void theFirstPowerIsTheNumber(@ForAll @IntRange(min = 1, max = 0x7f7fffff) int bits) {
    float x = Float.intBitsToFloat(bits);
    assertEquals(x, Glibc.powf(x, 1));
    assertEquals(-x, Glibc.powf(-x, 1));
  }

  @Property
  void thePowerOfDoublesIsWithinOneUlpOfTheTrueOne(
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double x,
      @ForAll @DoubleRange(min = -3, max = 3) double y) {
    double true64 = CorrectlyRounded.pow(x, y);
    assertEquals(true64, Glibc.pow(x, y), Math.ulp(true64), () -> x + " to " + y);
  }

  @Property
  void powersOfTwoAreExactInDoubleToo(@ForAll @IntRange(min = -1080, max = 1030) int e) {
    assertEquals(Math.scalb(1.0, e), Glibc.pow(2, e));
    assertEquals(Math.scalb(1.0, e) * ((e & 1) == 0 ? 1 : -1), Glibc.pow(-2, e));
  }

  @Property
  void theFirstPowerOfADoubleIsTheDouble(@ForAll double x) {
    assertEquals(x, Glibc.pow(x, 1));
  }
}
