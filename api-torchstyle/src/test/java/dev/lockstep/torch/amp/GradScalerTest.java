package dev.lockstep.torch.amp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradScalerTest {
  @Test
  void growsAfterTheIntervalAndFallsAtOnce() {
    GradScaler scaler =
        new GradScaler(GradScaler.INIT_SCALE.is(8.0), GradScaler.GROWTH_INTERVAL.is(2));
    Tensor gradient = Tensor.of(new float[] {8, -2});
    assertTrue(scaler.unscale(List.of(gradient)));
    assertArrayEquals(new float[] {1, -0.25f}, gradient.floats());
    scaler.update(true);
    assertEquals(8, scaler.scale());
    scaler.update(true);
    assertEquals(16, scaler.scale());
    assertFalse(scaler.unscale(List.of(Tensor.of(new float[] {Float.POSITIVE_INFINITY}))));
    scaler.update(false);
    assertEquals(8, scaler.scale());
  }

  @Test
  void switchedOffItLeavesEverythingAlone() {
    GradScaler off = new GradScaler(GradScaler.ENABLED.is(false));
    assertEquals(1, off.scale());
    assertTrue(off.unscale(List.of(Tensor.of(new float[] {Float.NaN}))));
  }

  @Test
  void factorsOnTheWrongSideOfOneAreRefused() {
    OptionException e =
        assertThrows(OptionException.class, () -> new GradScaler(GradScaler.GROWTH_FACTOR.is(1.0)));
    assertEquals("GradScaler: growth_factor must be above 1, got 1.0", e.getMessage());
  }
}
