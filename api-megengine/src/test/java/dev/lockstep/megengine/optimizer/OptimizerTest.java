package dev.lockstep.megengine.optimizer;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.MOMENTUM;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.lr;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.milestones;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.momentum;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.nesterov;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Group;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What MegEngine's optimizers do; the numbers are those measured on 1.13. */
class OptimizerTest {
  // One rounding of a float32 number near 1.
  private static final double ROUNDING = 1e-7;

  private static Parameter one(String name) {
    return new Parameter(name, Tensor.of(new float[] {1}, 1));
  }

  private static void grad(Parameter parameter, float value) {
    parameter.setGrad(Tensor.of(new float[] {value}, 1));
  }

  @Test
  void aRateOfZeroFreezesAParameterButItsMomentumGoesOn() {
    Parameter w = one("w");
    SGD optimizer = new SGD(List.of(w), lr(0.0), momentum(0.9));
    grad(w, 1);
    optimizer.step();
    optimizer.step();
    assertEquals(1, w.value().get(0));
    Tensor buffer = Objects.requireNonNull(optimizer.state(w).get("momentum_buffer"));
    assertEquals(1.9, buffer.get(0), 2 * ROUNDING);
    optimizer.paramGroups().get(0).set(LR, 0.1);
    grad(w, 0);
    optimizer.step();
    assertEquals(1 - 0.171, w.value().get(0), ROUNDING);
  }

  @Test
  void stateIsMadeInTheConstructorAndOnlyThere() {
    Parameter w = one("w");
    SGD optimizer = new SGD(List.of(w), lr(0.1), momentum(0.9));
    assertTrue(optimizer.state(w).containsKey("momentum_buffer"));
    Parameter late = one("late");
    optimizer.addParamGroup(Group.of(List.of(late)));
    grad(w, 1);
    grad(late, 1);
    OptionException refused = assertThrows(OptionException.class, optimizer::step);
    assertTrue(String.valueOf(refused.getMessage()).contains("late"));
    assertEquals(1, w.value().get(0));

    SGD plain = new SGD(List.of(w), lr(0.1));
    plain.paramGroups().get(0).set(MOMENTUM, 0.9);
    assertThrows(OptionException.class, plain::step);
  }

  @Test
  void parametersWithoutAGradientAreSkippedWithDecayAndAll() {
    Parameter w = one("w");
    SGD optimizer = new SGD(List.of(w), lr(0.1), weightDecay(0.1));
    assertSame(optimizer, optimizer.step());
    assertEquals(1, w.value().get(0));
  }

  @Test
  void aGroupsOwnNesterovIsIgnored() {
    Parameter own = one("own");
    Parameter none = one("none");
    grad(own, 1);
    grad(none, 1);
    Group asked = Group.of(List.of(own), nesterov(true));
    new SGD(List.of(asked), lr(0.1), momentum(0.9)).step();
    new SGD(List.of(none), lr(0.1), momentum(0.9)).step();
    assertEquals(none.value().bits(0), own.value().bits(0));
  }

  @Test
  void aParameterTwiceInOneListIsUpdatedTwice() {
    Parameter w = one("w");
    grad(w, 1);
    new SGD(List.of(w, w), lr(0.1)).step();
    assertEquals(0.8, w.value().get(0), ROUNDING);
    Group group = Group.of(List.of(w));
    assertThrows(OptionException.class, () -> new SGD(List.of(group, group), lr(0.1)));
  }

  @Test
  void wrongArgumentsAreRefused() {
    Parameter w = one("w");
    assertThrows(OptionException.class, () -> new SGD(List.of(w)));
    assertThrows(OptionException.class, () -> new SGD(List.of(), lr(0.1)));
    assertThrows(OptionException.class, () -> new SGD(List.of(w), lr(-0.1)));
    assertThrows(OptionException.class, () -> new SGD(List.of(w), lr(0.1), nesterov(true)));
    assertThrows(
        OptionException.class, () -> new SGD(List.of(w, Group.of(List.of(one("v")))), lr(0.1)));
    assertThrows(
        OptionException.class,
        () -> new Adam(List.of(w), lr(0.1), MegEngineOptions.betas(1, 0.999)));
  }

  @Test
  void lambIsThePublishedFormulaUnlessTheBrokenOneIsAskedFor() {
    Parameter w = one("w");
    grad(w, 1);
    new LAMB(List.of(w), lr(0.1), weightDecay(0.5)).step();
    // the direction is 1 + 0.5, the parameter 1: a step of the rate times the parameter's length
    assertEquals(0.9, w.value().get(0), 1e-6);
    assertThrows(
        OptionException.class, () -> new LAMB(List.of(w), lr(0.1), Quirk.LAMB_CANNOT_BE_MADE));
  }

  @Test
  void multipleOptimizersStepAndClearTogether() {
    Parameter w = one("w");
    Parameter v = one("v");
    grad(w, 1);
    grad(v, 1);
    MultipleOptimizer both =
        new MultipleOptimizer(new SGD(List.of(w), lr(0.5)), new Adam(List.of(v), lr(0.01)));
    both.step();
    both.clearGrad();
    assertEquals(0.5, w.value().get(0));
    assertEquals(0.99, v.value().get(0), 1e-6);
    assertFalse(w.hasGrad() || v.hasGrad());
  }

  @Test
  void multiStepLrWantsSortedMilestonesAndItsWholeState() {
    SGD optimizer = new SGD(List.of(one("w")), lr(1));
    assertThrows(OptionException.class, () -> new MultiStepLR(optimizer, milestones(30, 10)));
    MultiStepLR schedule = new MultiStepLR(optimizer, milestones(2, 2, 4));
    schedule.step(3);
    assertEquals(0.1 * 0.1, optimizer.paramGroups().get(0).get(LR), 1e-17);
    assertThrows(OptionException.class, () -> schedule.loadStateDict(Map.of()));
    assertEquals(3, schedule.currentEpoch());
  }

  @Test
  void gradientsAreClippedByNormOrByValue() {
    Parameter w = new Parameter("w", Tensor.of(new float[] {0, 0}, 2));
    w.setGrad(Tensor.of(new float[] {3, 4}, 2));
    assertEquals(5, ClipGrad.clipGradNorm(List.of(w), 1));
    assertArrayEquals(new float[] {0.6f, 0.8f}, w.grad().floats(), 1e-6f);
    ClipGrad.clipGradValue(List.of(w), -1, 0.7);
    assertArrayEquals(new float[] {0.6f, 0.7f}, w.grad().floats(), 1e-6f);
    assertEquals(0, ClipGrad.clipGradNorm(List.of(one("v")), 1));
  }

  @Test
  void aSavedStateGoesOnToTheSameBits() {
    Parameter w = one("w");
    Adam first = new Adam(List.of(w), lr(0.1));
    grad(w, 1);
    first.step();
    Parameter copy = new Parameter("w", w.value().copy());
    Adam second = new Adam(List.of(copy), lr(0.5));
    second.loadStateDict(first.stateDict());
    grad(w, -2);
    grad(copy, -2);
    first.step();
    second.step();
    assertEquals(w.value().bits(0), copy.value().bits(0));
    StateDict momentum = new SGD(List.of(w), lr(0.1)).stateDict();
    assertThrows(OptionException.class, () -> first.loadStateDict(momentum));
  }
}
