package dev.lockstep.torch.aten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.torch.sqrt.IeeeSquareRoot;
import org.junit.jupiter.api.Test;

class AtenTest {
  @Test
  void lerpStepsFromTheNearerEnd() {
    assertEquals(Math.fma(0.1f, 3f - 7f, 7f), Aten.lerp(7f, 3f, 0.1f, 0f));
    assertEquals(Math.fma(-0.1f, 3f - 7f, 3f), Aten.lerp(7f, 3f, 0.9f, -0.1f));
    assertEquals(3f, Aten.lerp(7f, 3f, 1f, Aten.far(1f, 16)));
    assertEquals(5.0, Aten.lerp(7.0, 3.0, 0.5, Aten.far(0.5, 8)));
  }

  @Test
  void theSignOfAZeroDependsOnBodyAndTail() {
    // torch: full((11,), 0.).lerp_(full((11,), -0.), 1.) in float64 is -0 eight times, then +0.
    assertEquals(-0.0, Aten.lerp(0.0, -0.0, 1.0, Aten.far(1.0, 8)));
    assertEquals(0.0, Aten.lerp(0.0, -0.0, 1.0, Aten.far(1.0, 3)));
    assertEquals(3, Aten.apart(1.0, 11));
    // In float32 the body has 16 elements.
    assertEquals(0f, Aten.lerp(0f, -0f, 1f, Aten.far(1f, 11)));
    assertEquals(0, Aten.apart(1f, 11));
    assertEquals(1, Aten.apart(1f, 17));
    assertEquals(0, Aten.apart(0.5f, 17));
  }

  @Test
  void aNumberOverATensorIsTheReciprocalTimesTheNumber() {
    assertEquals(3f * (1 / 7f), Aten.divide(3f, 7f));
    assertEquals(3 * (1 / 49.0), Aten.divide(3, 49.0));
  }

  @Test
  void somePowersAreProducts() {
    float x = 1.2345678f;
    IeeeSquareRoot root = new IeeeSquareRoot();
    assertEquals(x * x, Aten.pow(x, 2, root));
    assertEquals(x * x * x, Aten.pow(x, 3, root));
    assertEquals((float) Math.sqrt(x), Aten.pow(x, 0.5, root));
    assertEquals(1 / (x * x), Aten.pow(x, -2, root));
    assertEquals(1 / (float) Math.sqrt(x), Aten.pow(x, -0.5, root));
    assertEquals((float) Math.pow(x, 0.75), Aten.pow(x, 0.75, root));
    double y = 1.2345678901234567;
    assertEquals(y * y, Aten.pow(y, 2, root));
    assertEquals(y * y * y, Aten.pow(y, 3, root));
    assertEquals(Math.sqrt(y), Aten.pow(y, 0.5, root));
    assertEquals(1 / (y * y), Aten.pow(y, -2, root));
    assertEquals(1 / Math.sqrt(y), Aten.pow(y, -0.5, root));
  }
}
