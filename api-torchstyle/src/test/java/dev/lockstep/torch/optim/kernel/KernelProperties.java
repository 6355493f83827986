package dev.lockstep.torch.optim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lockstep.core.DType;
import dev.lockstep.core.Lanes;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.CenteredRmsPropRule;
import dev.lockstep.core.rule.RAdamRule;
import dev.lockstep.core.rule.RmsPropRule;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What no recorded trace shows.
 *
 * <p>With an average that keeps nothing of the past (a weight of 1), torch's vector body and its
 * scalar tail leave zeros of different sign: a run is then its body and its tail, to the bit.
 */
class KernelProperties {
  private static final int BODY = 2 * Lanes.F32;
  private static final int SLOTS = 3;

  // A dozen roundings of numbers below 4, 1.1e-16 each; nothing cancels.
  private static final double ROUNDINGS = 1e-13;

  @Property
  void aCenteredMeanWithoutAPastIsItsBodyAndItsTail(
      @ForAll @IntRange(min = 1, max = 3) int bodies,
      @ForAll @IntRange(max = BODY - 1) int tail,
      @ForAll long seed) {
    RmsPropRule.H h = new RmsPropRule.H();
    h.lr = 0.1;
    h.alpha = 0;
    h.eps = 0.5;
    h.momentum = 0.9;
    assertCut(CenteredRmsPropKernel.KIND, h, bodies * BODY, tail, seed);
    assertCut(CenteredRmsPropMomentumKernel.KIND, h, bodies * BODY, tail, seed);
  }

  @Property
  void aFirstMomentWithoutAPastIsItsBodyAndItsTail(
      @ForAll @IntRange(min = 1, max = 3) int bodies,
      @ForAll @IntRange(max = BODY - 1) int tail,
      @ForAll long seed) {
    RAdamRule.H h = new RAdamRule.H();
    h.lr = 0.1;
    h.beta1 = 0;
    h.beta2 = 0.9;
    h.keep = 1;
    h.correction1 = 1;
    assertCut(RAdamStartKernel.KIND, h, bodies * BODY, tail, seed);
  }

  /** Beside the common rule: the same formula, other roundings. */
  @Property
  void aCenteredMeanIsTheRulesButForRoundings(@ForAll long seed) {
    RmsPropRule.H h = new RmsPropRule.H();
    h.lr = 0.3;
    h.alpha = 0.8;
    h.eps = 0.5;
    double[][] expected = squares(new Random(seed));
    double[][] actual = squares(new Random(seed));
    update(CenteredRmsPropRule.KIND, h, expected);
    update(CenteredRmsPropKernel.KIND, h, actual);
    for (int k = 0; k < expected.length; k++) {
      assertArrayEquals(expected[k], actual[k], ROUNDINGS, "array " + k);
    }
  }

  /** Parameter and gradient, a mean square of at least 1, a buffer, a mean below 1/2. */
  private static double[][] squares(Random random) {
    double[][] arrays = new double[2 + SLOTS][BODY + 1];
    for (int i = 0; i <= BODY; i++) {
      arrays[0][i] = random.nextDouble(-2, 2);
      arrays[1][i] = random.nextDouble(-2, 2);
      arrays[2][i] = random.nextDouble(1, 3);
      arrays[4][i] = random.nextDouble(0.1, 0.5);
    }
    return arrays;
  }

  private static <H> void update(Precisions<UpdateRule<H>> kernel, H h, double[][] a) {
    double[][] slots = {a[2], a[3], a[4]};
    kernel.shared(DType.F64).update(h, a[0], a[1], slots, 0, a[0].length);
  }

  private static <H> void assertCut(
      Precisions<UpdateRule<H>> kernel, H h, int body, int tail, long seed) {
    float[][] whole = arrays(body + tail, new Random(seed));
    float[][] cut = arrays(body + tail, new Random(seed));
    update(kernel, h, whole, 0, body + tail);
    update(kernel, h, cut, 0, body);
    update(kernel, h, cut, body, body + tail);
    for (int k = 0; k < cut.length; k++) {
      assertArrayEquals(cut[k], whole[k], "array " + k); // tells -0 from 0
    }
  }

  private static <H> void update(
      Precisions<UpdateRule<H>> kernel, H h, float[][] a, int from, int to) {
    kernel.shared(DType.F32).update(h, a[0], a[1], new float[][] {a[2], a[3], a[4]}, from, to);
  }

  /** Parameter, gradient and slots, with zeros of both signs. */
  private static float[][] arrays(int size, Random random) {
    float[][] arrays = new float[2 + SLOTS][size];
    for (float[] array : arrays) {
      for (int i = 0; i < size; i++) {
        float value = random.nextInt(3) == 0 ? 0 : random.nextFloat();
        array[i] = random.nextBoolean() ? value : -value;
      }
    }
    return arrays;
  }
}
