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

  /** What MindSpore 2.10 gave on CPU. */
  @Test
  void doublesAreLimitedByFloats() {
    List<Tensor> clipped =
        ClipByGlobalNorm.clip(
            List.of(
                Tensor.of(
                    new double[] {
                      0x1.a4292535624afp-4, 0x1.05124fa455f6bp+2, 0x1.d64afb1cdf654p+1
                    }),
                Tensor.of(new double[] {-0x1.87ea742929430p+0, -0x1.c9ae6118719c8p-1})),
            0.3);
    assertArrayEquals(
        new double[] {0x1.5d86cc616bac1p-8, 0x1.b25d49d0bae95p-3, 0x1.873b1bddd37d5p-3},
        clipped.get(0).doubles());
    assertArrayEquals(
        new double[] {-0x1.4607acb6542d3p-4, -0x1.7cbd4654e1d2bp-5}, clipped.get(1).doubles());
  }

  @Test
  void aNormThatIsNoNumberLimitsNothing() {
    Tensor gradient = Tensor.of(new float[] {Float.NaN, 2f, 3f});
    assertArrayEquals(
        new float[] {Float.NaN, 2, 3},
        ClipByGlobalNorm.clip(List.of(gradient), 0.5).get(0).floats());
  }

  @Test
  void theLimitIsAboveZero() {
    assertThrows(OptionException.class, () -> ClipByGlobalNorm.clip(gradients, 0));
  }
}
