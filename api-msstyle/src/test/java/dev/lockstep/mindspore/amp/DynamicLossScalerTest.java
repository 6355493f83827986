package dev.lockstep.mindspore.amp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.ops.ClipByGlobalNorm;
import dev.lockstep.mindspore.ops.ClipByNorm;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynamicLossScalerTest {
  @Test
  void growsAfterTheWindowAndFallsToOneAtLeast() {
    DynamicLossScaler scaler =
        new DynamicLossScaler(
            StaticLossScaler.SCALE_VALUE.is(4.0),
            DynamicLossScaler.SCALE_FACTOR.is(4),
            DynamicLossScaler.SCALE_WINDOW.is(2));
    Tensor gradient = Tensor.of(new float[] {8, -2});
    assertTrue(scaler.unscale(List.of(gradient)));
    assertArrayEquals(new float[] {2, -0.5f}, gradient.floats());
    scaler.update(true);
    scaler.update(true);
    assertEquals(16, scaler.scale());
    assertFalse(scaler.unscale(List.of(Tensor.of(new float[] {Float.NaN}))));
    for (int i = 0; i < 4; i++) {
      scaler.update(false);
    }
    assertEquals(1, scaler.scale());
  }

  @Test
  void normsAreLimitedWithAndWithoutEpsilon() {
    // the example of MindSpore's documentation of clip_by_global_norm
    Tensor a = Tensor.of(new float[] {2, 3, 1, 2});
    Tensor b = Tensor.of(new float[] {1, 4, 3, 1});
    new ClipByGlobalNorm(ClipByGlobalNorm.CLIP_NORM.is(1.0)).apply(List.of(a, b));
    assertArrayEquals(
        new float[] {.2981424f, .4472136f, .1490712f, .2981424f},
        a.floats(),
        6e-8f); // an ulp: the sum of squares is taken in double here
    Tensor c =
        Tensor.of(
            new float[] {.8748f, .1425f, .0076f, .7721f, .4084f, .0552f, 4.6376f, .2914f, 2.112f});
    new ClipByNorm(ClipByNorm.MAX_NORM.is(1.0)).apply(List.of(c));
    assertEquals(0.166502f, c.floats()[0], 6e-8f);
    assertEquals(0.4019802f, c.floats()[8], 6e-8f);
  }
}
