package dev.lockstep.mindspore.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.DType;
import dev.lockstep.core.Finite;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.mindspore.experimental.optim.kernel.AdamaxKernel;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Kernels that keep the largest number: a gradient that is no number sends its run through another
 * loop than a finite one, and must change no neighbour by that.
 */
class LargestNumberProperties {
  private static final List<Precisions<UpdateRule<AdamRule.H>>> KERNELS =
      List.of(AmsgradKernel.KIND, AdaMaxKernel.KIND, AdamaxKernel.KIND);
  private static final int SLOTS = 3;
  private static final int MOST = 2 * Finite.RUN + 9;

  @Property
  void aGradientThatIsNoNumberChangesNoNeighbour(
      @ForAll @IntRange(min = 1, max = MOST) int size, @ForAll long seed) {
    for (Precisions<UpdateRule<AdamRule.H>> kernel : KERNELS) {
      float[][] plain = floats(size, new Random(seed));
      float[][] disturbed = floats(size, new Random(seed));
      for (int i = 0; i < size; i += Finite.RUN) {
        disturbed[1][i] = Float.NaN;
      }
      update(kernel, plain);
      update(kernel, disturbed);
      for (int k = 0; k < plain.length; k++) {
        for (int i = 0; i < size; i += Finite.RUN) {
          plain[k][i] = disturbed[k][i];
        }
        assertArrayEquals(plain[k], disturbed[k], "array " + k);
      }
    }
  }

  @Property
  void theTwinForDoublesAgreesWithItselfToo(
      @ForAll @IntRange(min = 1, max = MOST) int size, @ForAll long seed) {
    for (Precisions<UpdateRule<AdamRule.H>> kernel : KERNELS) {
      double[][] plain = doubles(size, new Random(seed));
      double[][] disturbed = doubles(size, new Random(seed));
      for (int i = 0; i < size; i += Finite.RUN) {
        disturbed[1][i] = Double.NaN;
      }
      update(kernel, plain);
      update(kernel, disturbed);
      for (int k = 0; k < plain.length; k++) {
        for (int i = 0; i < size; i += Finite.RUN) {
          plain[k][i] = disturbed[k][i];
        }
        assertArrayEquals(plain[k], disturbed[k], "array " + k);
      }
    }
  }

  @Example
  void whatIsNoNumberIsNoLargerOne() {
    float[][] arrays = {{1}, {Float.NaN}, {0}, {0}, {0.25f}};
    update(AmsgradKernel.KIND, arrays);
    assertEquals(0.25f, arrays[4][0], "vhat");
    arrays = new float[][] {{1}, {1}, {0}, {Float.NaN}, {0.25f}};
    update(AmsgradKernel.KIND, arrays);
    assertEquals(0.25f, arrays[4][0], "vhat");
    arrays = new float[][] {{1}, {Float.NaN}, {0}, {0.5f}, {0}};
    update(AdaMaxKernel.KIND, arrays);
    assertEquals((float) numbers().beta2 * 0.5f, arrays[3][0], "moment2");
  }

  @Example
  void aSquareThatOverflowsIsNoNumberWhereNothingOfItIsKept() {
    AdamRule.H h = numbers();
    h.beta2 = 1 - 1e-12; // as a float 1
    float[][] arrays = {{1}, {1e30f}, {0}, {0}, {0.25f}};
    float[][] slots = {arrays[2], arrays[3], arrays[4]};
    AmsgradKernel.KIND.shared(DType.F32).update(h, arrays[0], arrays[1], slots, 0, 1);
    assertEquals(Float.NaN, arrays[3][0], "v");
    assertEquals(0.25f, arrays[4][0], "vhat");
  }

  @Example
  void anAverageThatIsNoNumberDividedBy0IsAsANegativeOne() {
    AdamRule.H h = numbers();
    for (float eps : new float[] {0, 1e-8f}) {
      h.eps = eps;
      float[][] slots = {{Float.NaN}, {0}};
      float[] p = {1};
      AdamaxKernel.KIND.shared(DType.F32).update(h, p, new float[] {0}, slots, 0, 1);
      assertEquals(eps == 0 ? Float.POSITIVE_INFINITY : Float.NaN, p[0], "epsilon " + eps);
    }
  }

  @Property
  void aLargestNumberIsTheLargerOfTwo(@ForAll long seed) {
    float[][] arrays = floats(1, new Random(seed));
    float before = arrays[4][0];
    update(AmsgradKernel.KIND, arrays);
    assertEquals(arrays[3][0] > before ? arrays[3][0] : before, arrays[4][0], "vhat");
  }

  private static AdamRule.H numbers() {
    AdamRule.H h = new AdamRule.H();
    h.lr = 0.01f;
    h.beta1 = 0.9f;
    h.beta2 = 0.99f;
    h.eps = 1e-8f;
    h.correction1 = 0.19f;
    h.correction2 = 0.02f;
    return h;
  }

  /** Parameter, gradient and slots; a slot is never below +0. */
  private static float[][] floats(int size, Random random) {
    float[] special = {0f, -0f, Float.MIN_VALUE, 1e-20f, 0x1p60f, Float.MAX_VALUE};
    float[][] arrays = new float[2 + SLOTS][size];
    for (int k = 0; k < arrays.length; k++) {
      for (int i = 0; i < size; i++) {
        float ordinary = (float) random.nextGaussian();
        float value = random.nextInt(8) == 0 ? special[random.nextInt(special.length)] : ordinary;
        arrays[k][i] = k < 3 ? value : Math.abs(value);
      }
    }
    return arrays;
  }

  private static double[][] doubles(int size, Random random) {
    float[][] floats = floats(size, random);
    double[][] arrays = new double[floats.length][size];
    for (int k = 0; k < arrays.length; k++) {
      for (int i = 0; i < size; i++) {
        arrays[k][i] = floats[k][i];
      }
    }
    return arrays;
  }

  private static void update(Precisions<UpdateRule<AdamRule.H>> kernel, float[][] a) {
    float[][] slots = {a[2], a[3], a[4]};
    kernel.shared(DType.F32).update(numbers(), a[0], a[1], slots, 0, a[0].length);
  }

  private static void update(Precisions<UpdateRule<AdamRule.H>> kernel, double[][] a) {
    double[][] slots = {a[2], a[3], a[4]};
    kernel.shared(DType.F64).update(numbers(), a[0], a[1], slots, 0, a[0].length);
  }
}
