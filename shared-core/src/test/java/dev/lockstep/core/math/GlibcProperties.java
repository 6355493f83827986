package dev.lockstep.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
}
