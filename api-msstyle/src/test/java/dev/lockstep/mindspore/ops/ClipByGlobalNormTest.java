package dev.lockstep.mindspore.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipByGlobalNormTest {
  private final List<Tensor> gradients =
      List.of(Tensor.of(new float[] {3}), Tensor.of(new float[] {0, -4}));

  @Test
  void theNormOfAllElementsIsLimited() {
    List<Tensor> clipped = ClipByGlobalNorm.clip(gradients, 1);
    assertArrayEquals(new float[] {0.6f}, clipped.get(0).floats());
    assertArrayEquals(new float[] {0, -0.8f}, clipped.get(1).floats());
    assertArrayEquals(new float[] {3}, gradients.get(0).floats());
  }

  @Test
  void aNormBelowTheLimitChangesNothing() {
    List<Tensor> clipped = ClipByGlobalNorm.clip(gradients, 5);
    assertArrayEquals(new float[] {0, -4}, clipped.get(1).floats());
  }

  @Test
  void theLimitIsAboveZero() {
    assertThrows(OptionException.class, () -> ClipByGlobalNorm.clip(gradients, 0));
  }
}
