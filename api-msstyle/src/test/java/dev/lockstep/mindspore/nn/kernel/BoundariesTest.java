package dev.lockstep.mindspore.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.DType;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdagradRule;
import dev.lockstep.core.rule.FtrlRule;
import dev.lockstep.core.rule.ProximalAdagradRule;
import dev.lockstep.core.rule.RmsPropRule;
import dev.lockstep.mindspore.experimental.optim.kernel.AdagradKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a condition of a kernel changes its answer: the value itself, to the bit. */
class BoundariesTest {
  private static final List<Precisions<UpdateRule<ProximalAdagradRule.H>>> PROXIMAL =
      List.of(ProximalAdagradBody.KIND, ProximalAdagradTail.KIND);

  @Test
  void ftrlLeavesPositiveZeroWhereTheLinearTermIsNotAboveL1() {
    assertBits(0f, ftrl(FtrlKernel.KIND, 0, 0));
    assertBits(0f, ftrl(UnsignedFtrlKernel.KIND, 0.5, -0.5f));
  }

  @Test
  void proximalAdagradLeavesPositiveZeroWhereAllIsDrawnToZero() {
    for (Precisions<UpdateRule<ProximalAdagradRule.H>> kernel : PROXIMAL) {
      assertBits(0f, proximal(kernel, 1, 0f));
    }
  }

  @Test
  void proximalAdagradWithoutL1KeepsTheSignOfZeroAndWhatIsNoNumber() {
    for (Precisions<UpdateRule<ProximalAdagradRule.H>> kernel : PROXIMAL) {
      assertBits(-0f, proximal(kernel, 0, -0f));
      assertBits(Float.NaN, proximal(kernel, 0, Float.NaN));
    }
  }

  @Test
  void aCenteredMeanWithoutARadicandAboveZeroChangesNothing() {
    RmsPropRule.H h = new RmsPropRule.H();
    h.lr = 0.1;
    h.alpha = 0.9;
    h.momentum = 0.5;
    float[] p = {2f};
    float[][] slots = {{0f}, {8f}, {0f}};
    CenteredRmsPropKernel.KIND.shared(DType.F32).update(h, p, new float[] {0f}, slots, 0, 1);
    assertBits(2f, p[0]);
    assertBits(8f, slots[1][0]);
  }

  @Test
  void lambTrustsTheRateAloneWhereTheUpdateHasNoLength() {
    LambKernel.H h = new LambKernel.H();
    h.lr = 0.5;
    h.eps = 3;
    h.decay = 1;
    h.correction1 = 1;
    h.correction2 = 1;
    float[] p = {-0.5f};
    // The length is of 1/sqrt(1 + 3) - 0.5, the update is 1/(1 + 3) - 0.5.
    LambKernel.KIND
        .shared(DType.F32)
        .update(h, p, new float[] {1f}, new float[][] {{0f}, {0f}, {0f}}, 0, 1);
    assertBits(-0.375f, p[0]);
  }

  @Test
  void adaFactorScalesByTheLeastSizeWhereTheParameterHasNone() {
    AdaFactorKernel.H h = new AdaFactorKernel.H();
    h.lr = 1;
    h.scales = true;
    h.leastScale = 0.5;
    h.clip = 1;
    float[] p = {Float.NaN, 2f};
    float[] g = {1f, 1f};
    float[][] slots = {{}, {0f, 0f}, {}, {}, {0f, 0f}, {}, {}};
    AdaFactorKernel.KIND.shared(DType.F32).update(h, p, g, slots, 0, 2);
    assertBits(1.5f, p[1]);
  }

  @Test
  void adagradDividesByAMillionthWhereTheRootIsZero() {
    AdagradRule.H h = new AdagradRule.H();
    h.lr = 1;
    float[] p = {0f, 0f, 0f};
    float[] g = {0f, 1e-30f, 2f};
    AdagradKernel.KIND.shared(DType.F32).update(h, p, g, new float[][] {{0f, 0f, 0f}}, 0, 3);
    assertBits(0f, p[0]);
    assertBits(-(1e-30f * (1 / 1e-6f)), p[1]);
    assertBits(-1f, p[2]);
  }

  private static void assertBits(float expected, float actual) {
    assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual));
  }

  /** A parameter of 0 after a step without a gradient. */
  private static float ftrl(Precisions<UpdateRule<FtrlRule.H>> kernel, double l1, float linear) {
    FtrlRule.H h = new FtrlRule.H();
    h.lr = 0.1;
    h.power = 0.5;
    h.l1 = l1;
    float[] p = {0f};
    kernel.shared(DType.F32).update(h, p, new float[] {0f}, new float[][] {{1f}, {linear}}, 0, 1);
    return p[0];
  }

  /** A parameter after a step without a gradient. */
  private static float proximal(
      Precisions<UpdateRule<ProximalAdagradRule.H>> kernel, double l1, float start) {
    ProximalAdagradRule.H h = new ProximalAdagradRule.H();
    h.lr = 0.1;
    h.l1 = l1;
    float[] p = {start};
    kernel.shared(DType.F32).update(h, p, new float[] {0f}, new float[][] {{1f}}, 0, 1);
    return p[0];
  }
}
