package dev.lockstep.mindspore.ops;

import static dev.lockstep.mindspore.ops.ClipByNorm.MAX_NORM;
import static dev.lockstep.mindspore.ops.ClipByNorm.NORM_TYPE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipByNormTest {
  private static double[] clipped(Tensor... gradients) {
    return List.of(gradients).stream()
        .flatMapToDouble(g -> java.util.stream.IntStream.range(0, g.size()).mapToDouble(g::get))
        .toArray();
  }

  private static double[] numbers(String text) {
    return List.of(text.split(" ", -1)).stream().mapToDouble(Double::parseDouble).toArray();
  }

  /** What MindSpore 2.10 gave on CPU for magnitudes of drawn gradients, limit 0.3. */
  @ParameterizedTest
  @CsvSource({
    "2, 0x1.5d86c8348c47fp-8 0x1.b25d44a06b1c1p-3 0x1.873b17316b515p-3 0x1.4607a8d14f62ap-4"
        + " 0x1.7cbd41c88f16bp-5",
    "1, 0x1.88563f6d60355p-9 0x1.e790d6dd2d1f6p-4 0x1.b72633fad6920p-4 0x1.6df662cb3e638p-5"
        + " 0x1.ab5f67c6b08dep-6",
    "3, 0x1.96e03b6ca76c7p-8 0x1.f9a23b5c36231p-3 0x1.c76c4838d0f41p-3 0x1.7b8629df1e93ep-4"
        + " 0x1.bb35c385e33f9p-5",
    "Infinity, 0x1.ee65fe1ed0cc9p-8 0x1.33332f108a40ap-2 0x1.14b1b622f3883p-2"
        + " 0x1.cd29b810b0507p-4 0x1.0d462e8b9b689p-4"
  })
  void doublesHaveMindSporesBits(double normType, String expected) {
    Tensor a =
        Tensor.of(new double[] {0x1.a4292535624afp-4, 0x1.05124fa455f6bp+2, 0x1.d64afb1cdf654p+1});
    Tensor b = Tensor.of(new double[] {0x1.87ea742929430p+0, 0x1.c9ae6118719c8p-1});
    new ClipByNorm(MAX_NORM.is(0.3), NORM_TYPE.is(normType)).apply(List.of(a, b));
    assertArrayEquals(numbers(expected), clipped(a, b));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0x1.2eef88p-4 0x1.4741ecp-4 0x1.01a1f0p-7 0x1.ad0516p-4 0x1.094802p-2",
    "1, 0x1.59de1ep-5 0x1.75a2e8p-5 0x1.2624eap-8 0x1.e9d20ap-5 0x1.2ee07ap-3",
    "3, 0x1.51edaap-4 0x1.6d0f46p-4 0x1.1f6468p-7 0x1.de93a8p-4 0x1.27eca8p-2",
    "Infinity, 0x1.5ecdeap-4 0x1.7af82cp-4 0x1.2a57b8p-7 0x1.f0cfd8p-4 0x1.333330p-2"
  })
  void floatsHaveMindSporesBits(double normType, String expected) {
    Tensor a = Tensor.of(new float[] {0x1.9507f4p+0f, 0x1.b58cc2p+0f, 0x1.5875bcp-3f});
    Tensor b = Tensor.of(new float[] {0x1.1ecdd8p+1f, 0x1.62afb6p+2f});
    new ClipByNorm(MAX_NORM.is(0.3), NORM_TYPE.is(normType)).apply(List.of(a, b));
    assertArrayEquals(numbers(expected), clipped(a, b));
  }

  /** Python's max of the tensors' largest: what is no number counts in the first place alone. */
  @Test
  void theLargestIsPythonsMax() {
    ClipByNorm clip = new ClipByNorm(MAX_NORM.is(0.5), NORM_TYPE.is(Double.POSITIVE_INFINITY));
    Tensor nan = Tensor.of(new float[] {Float.NaN, 2f, 3f});
    Tensor seven = Tensor.of(new float[] {7});
    clip.apply(List.of(nan, seven));
    assertArrayEquals(new double[] {Double.NaN, 2, 3, 7}, clipped(nan, seven));
    clip.apply(List.of(seven, nan));
    assertEquals(0.49999991059303284, seven.get(0));
  }

  @Test
  void aNormThatIsNoNumberLimitsNothing() {
    Tensor nan = Tensor.of(new float[] {Float.NaN, 2f, 3f});
    new ClipByNorm(MAX_NORM.is(0.5)).apply(List.of(nan));
    assertArrayEquals(new double[] {Double.NaN, 2, 3}, clipped(nan));
  }

  @Test
  void gradientsOfSeveralTypesAreRefused() {
    List<Tensor> mixed = List.of(Tensor.of(new float[] {3}), Tensor.of(new double[] {7}));
    assertEquals(
        "clip_by_norm: gradients are of one type, not of several",
        assertThrows(OptionException.class, () -> new ClipByNorm(MAX_NORM.is(0.5)).apply(mixed))
            .getMessage());
  }
}
