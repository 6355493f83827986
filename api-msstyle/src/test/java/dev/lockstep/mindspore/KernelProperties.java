package dev.lockstep.mindspore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.DType;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.rule.AmsgradRule;
import dev.lockstep.core.rule.CenteredRmsPropRateInsideRule;
import dev.lockstep.core.rule.CenteredRmsPropRule;
import dev.lockstep.core.rule.FtrlRule;
import dev.lockstep.core.rule.MomentumRule;
import dev.lockstep.core.rule.NesterovAdamEpsHatRule;
import dev.lockstep.core.rule.NesterovRule;
import dev.lockstep.core.rule.NesterovStartRule;
import dev.lockstep.core.rule.ProximalAdagradRule;
import dev.lockstep.core.rule.RmsPropMomentumRule;
import dev.lockstep.core.rule.RmsPropRateInsideRule;
import dev.lockstep.core.rule.RmsPropRule;
import dev.lockstep.mindspore.nn.kernel.FtrlKernel;
import dev.lockstep.mindspore.nn.kernel.NesterovOffloadAdamBody;
import dev.lockstep.mindspore.nn.kernel.ProximalAdagradTail;
import dev.lockstep.mindspore.nn.kernel.RmsPropBody;
import dev.lockstep.mindspore.nn.kernel.RmsPropTail;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A native kernel and the common rule with the same formula differ by roundings only: kernels that
 * no recorded trace runs, and numbers that no trace has.
 */
class KernelProperties {
  private static final int SIZE = 12;
  private static final int FROM = 2;
  private static final int TO = 11;

  // The kernels round a dozen times, 1.1e-16 each; nothing is subtracted from nearly the same.
  private static final double ROUNDINGS = 1e-13;

  @Property
  void adamsKernelsRoundOnly(@ForAll long seed) {
    AdamRule.H h = new AdamRule.H();
    h.lr = 0.3;
    h.beta1 = 0.8;
    h.beta2 = 0.7;
    h.eps = 0.4;
    h.correction1 = 0.6;
    h.correction2 = 0.5;
    assertRounds(
        AmsgradRule.KIND, dev.lockstep.mindspore.mint.optim.kernel.AmsgradKernel.KIND, h, seed);
    assertRounds(NesterovAdamEpsHatRule.KIND, NesterovOffloadAdamBody.KIND, h, seed);
  }

  @Property
  void momentumsKernelsRoundOnly(@ForAll long seed) {
    MomentumRule.H h = new MomentumRule.H();
    h.lr = 0.3;
    h.momentum = 0.8;
    h.keep = 0.7;
    assertRounds(
        NesterovRule.KIND, dev.lockstep.mindspore.mint.optim.kernel.NesterovKernel.KIND, h, seed);
    assertRounds(
        NesterovStartRule.KIND,
        dev.lockstep.mindspore.mint.optim.kernel.NesterovStartKernel.KIND,
        h,
        seed);
  }

  @Property
  void rmsPropsKernelsRoundOnly(@ForAll long seed) {
    RmsPropRule.H h = new RmsPropRule.H();
    h.lr = 0.3;
    h.alpha = 0.8;
    h.eps = 0.4;
    h.momentum = 0.7;
    assertRounds(RmsPropRateInsideRule.KIND, RmsPropTail.KIND, h, seed);
    assertRounds(
        CenteredRmsPropRateInsideRule.KIND,
        dev.lockstep.mindspore.nn.kernel.CenteredRmsPropKernel.KIND,
        h,
        seed);
    assertRounds(
        CenteredRmsPropRule.KIND,
        dev.lockstep.mindspore.experimental.optim.kernel.CenteredRmsPropKernel.KIND,
        h,
        seed);
    h.lr = 1; // the rate is inside the buffer of one and outside that of the other
    assertRounds(RmsPropMomentumRule.KIND, RmsPropBody.KIND, h, seed);
  }

  @Property
  void ftrlsKernelRoundsOnly(@ForAll long seed) {
    FtrlRule.H h = new FtrlRule.H();
    h.lr = 0.3;
    h.power = 0.5;
    h.l1 = 0.4;
    h.l2 = 0.7;
    assertRounds(FtrlRule.KIND, FtrlKernel.KIND, h, seed);
  }

  @Property
  void proximalAdagradsKernelRoundsOnly(@ForAll long seed) {
    ProximalAdagradRule.H h = new ProximalAdagradRule.H();
    h.lr = 0.3;
    h.l1 = 0.4;
    h.l2 = 0.7;
    assertRounds(ProximalAdagradRule.KIND, ProximalAdagradTail.KIND, h, seed);
  }

  private static <H> void assertRounds(
      Precisions<UpdateRule<H>> rule, Precisions<UpdateRule<H>> kernel, H h, long seed) {
    double[][] expected = arrays(new Random(seed));
    double[][] actual = arrays(new Random(seed));
    update(rule, h, expected);
    update(kernel, h, actual);
    for (int k = 0; k < expected.length; k++) {
      for (int i = 0; i < SIZE; i++) {
        double tolerance =
            i < FROM || i >= TO ? 0 : ROUNDINGS * Math.max(1, Math.abs(expected[k][i]));
        assertEquals(expected[k][i], actual[k][i], tolerance, "array " + k + ", element " + i);
      }
    }
    assertArrayEquals(arrays(new Random(seed))[1], actual[1], "the gradient");
  }

  /** Parameter, gradient, two slots that are squares, and one that is small beside them. */
  private static double[][] arrays(Random random) {
    double[][] arrays = new double[5][SIZE];
    for (int i = 0; i < SIZE; i++) {
      arrays[0][i] = random.nextDouble(-2, 2);
      arrays[1][i] = random.nextDouble(-2, 2);
      arrays[2][i] = random.nextDouble(1, 3);
      arrays[3][i] = random.nextDouble(1, 3);
      arrays[4][i] = random.nextDouble(0.1, 0.5);
    }
    return arrays;
  }

  private static <H> void update(Precisions<UpdateRule<H>> kernel, H h, double[][] a) {
    kernel.shared(DType.F64).update(h, a[0], a[1], new double[][] {a[2], a[3], a[4]}, FROM, TO);
  }
}
