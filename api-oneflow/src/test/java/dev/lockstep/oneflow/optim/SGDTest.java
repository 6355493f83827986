package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.clipGradMaxNorm;
import static dev.lockstep.oneflow.optim.OneFlowOptions.clipGradNormType;
import static dev.lockstep.oneflow.optim.OneFlowOptions.dampening;
import static dev.lockstep.oneflow.optim.OneFlowOptions.lr;
import static dev.lockstep.oneflow.optim.OneFlowOptions.maximize;
import static dev.lockstep.oneflow.optim.OneFlowOptions.momentum;
import static dev.lockstep.oneflow.optim.OneFlowOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Group;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What OneFlow's SGD does otherwise than torch's; the numbers are those measured on 0.9.0. */
class SGDTest {
  // One rounding of a float32 number near 1.
  private static final double ROUNDING = 1e-7;

  private static Parameter one() {
    return new Parameter("w", Tensor.of(new float[] {1}, 1));
  }

  private static void grad(Parameter parameter, float value) {
    parameter.setGrad(Tensor.of(new float[] {value}, 1));
  }

  @Test
  void dampeningActsInTheFirstStepToo() {
    Parameter w = one();
    grad(w, 1);
    new SGD(List.of(w), lr(0.1), momentum(0.9), dampening(0.5)).step();
    assertEquals(0.95, w.value().get(0), ROUNDING);
  }

  @Test
  void maximizeIsIgnoredWithoutMomentum() {
    Parameter plain = one();
    grad(plain, 1);
    new SGD(List.of(plain), lr(0.1), maximize(true)).step();
    assertEquals(0.9, plain.value().get(0), ROUNDING);

    Parameter heavy = one();
    grad(heavy, 1);
    new SGD(List.of(heavy), lr(0.1), momentum(0.9), maximize(true)).step();
    assertEquals(1.1, heavy.value().get(0), ROUNDING);
  }

  @Test
  void zeroGradLeavesZerosSoThatDecayGoesOn() {
    Parameter w = one();
    grad(w, 1);
    SGD optimizer = new SGD(List.of(w), lr(0.1), weightDecay(0.1));
    optimizer.zeroGrad();
    optimizer.step();
    assertEquals(0.99, w.value().get(0), ROUNDING);

    optimizer.zeroGrad(true);
    optimizer.step();
    assertEquals(0.99, w.value().get(0), ROUNDING);
    assertEquals(2, optimizer.stepCount());
  }

  @Test
  void onlyTheConstructorsOwnOptionsAreChecked() {
    assertThrows(OptionException.class, () -> new SGD(List.of(one()), lr(-1)));
    Parameter w = one();
    grad(w, 1);
    new SGD(List.of(Group.of(List.of(w), lr(-0.1)))).step();
    assertEquals(1.1, w.value().get(0), ROUNDING);
  }

  @Test
  void aParameterInTwoGroupsIsUpdatedTwiceWithOneState() {
    Parameter w = one();
    grad(w, 1);
    Group group = Group.of(List.of(w));
    SGD optimizer = new SGD(List.of(group, group), lr(0.1), momentum(0.9));
    optimizer.step();
    // m = 1, then m = 1.9; p = 1 - 0.1 - 0.19
    assertEquals(0.71, w.value().get(0), 2 * ROUNDING);
  }

  @Test
  void anEmptyListIsRefused() {
    assertThrows(OptionException.class, () -> new SGD(List.of()));
  }

  @Test
  void clipGradScalesTheGroupsThatSayBothOptions() {
    Parameter w = new Parameter("w", Tensor.of(new float[] {1, 1}, 2));
    w.setGrad(Tensor.of(new float[] {3, 4}, 2));
    SGD optimizer =
        new SGD(List.of(Group.of(List.of(w), clipGradMaxNorm(1), clipGradNormType(2))), lr(0.1));
    optimizer.clipGrad();
    assertArrayEquals(new float[] {0.6f, 0.8f}, w.grad().floats(), 1e-6f);

    Group half = Group.of(List.of(one()), clipGradMaxNorm(1));
    assertThrows(OptionException.class, () -> new SGD(List.of(half)));
  }

  @Test
  void theGroupsRateIsLive() {
    Parameter w = one();
    grad(w, 1);
    SGD optimizer = new SGD(List.of(w), lr(0.1));
    optimizer.paramGroups().get(0).set(LR, 0.5);
    optimizer.step();
    assertEquals(0.5, w.value().get(0), ROUNDING);
    assertTrue(optimizer.state(w).isEmpty());
  }
}
