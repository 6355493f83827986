package dev.lockstep.examples;

import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.examples.Schedules.ExponentialWeightDecay;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  @Test
  void torchMultipliesByGammaAfterEachEpoch() {
    assertEquals(
        List.of(0.01, 0.01, 0.01 * 0.9, 0.01 * 0.9, 0.01 * 0.9 * 0.9, 0.01 * 0.9 * 0.9),
        Schedules.exponential(3, 2));
  }

  @Test
  void aPolynomialEndsAtItsEndAndStays() {
    List<Float> rates = Schedules.polynomial(6);
    assertEquals(0.1f, rates.get(0));
    // (0.1 - 0.01) * sqrt(1 - 2/4) + 0.01
    assertEquals(0.07363961f, rates.get(2), 1e-8f);
    assertEquals(List.of(0.01f, 0.01f), rates.subList(4, 6));
  }

  /** Twenty epochs of ten steps: 0 in the first five epochs, then 0.01, 0.02 and 0.03. */
  @Test
  void aListInMindSporeIsTheLambdaOfTorchInFloat32() {
    List<Double> torch = Schedules.stairs(20, 10);
    assertEquals(torch.stream().map(Double::floatValue).toList(), Schedules.stairsAsList(20, 10));
    assertEquals(List.of(0.0, 0.01, 0.02, 0.03), torch.stream().distinct().toList());
  }

  /** It multiplies in float32: one rounding more. */
  @Test
  void aCellInMindSporeIsTheLambdaOfTorchButForARounding() {
    List<Double> torch = Schedules.stairs(20, 10);
    List<Float> cell = Schedules.stairsAsCell(20, 10);
    for (int step = 0; step < torch.size(); step++) {
      float rate = torch.get(step).floatValue();
      assertEquals(rate, cell.get(step), Math.ulp(rate));
    }
  }

  @Test
  void weightDecayMovesOnBothSides() {
    assertEquals(List.of(0.1, 0.1 * 0.1, 0.1 * 0.1 * 0.1), Schedules.weightDecayInTheLoop(3));
    List<Float> cell = Schedules.weightDecayAsCell(3);
    assertEquals(0.1f, cell.get(0));
    assertEquals(0.1 * Math.pow(0.1, 2e-4), cell.get(2), 1e-8);
  }

  @Test
  void mindSporesSgdRefusesAWeightDecayThatMoves() {
    Parameter w = new Parameter("w", Tensor.of(new float[1]));
    ExponentialWeightDecay decay = new ExponentialWeightDecay(0.1f, 0.1f, 10_000);
    OptionException refused =
        assertThrows(
            OptionException.class,
            () -> new dev.lockstep.mindspore.nn.SGD(List.of(w), weightDecay(decay)));
    assertTrue(refused.toString().contains("weight decay"), refused.toString());
  }

  /** Beside a list the constant rates pass through {@code rate + 1 - 1} in float32. */
  @Test
  void aConstantRateBesideAListIsNotQuiteThatRate() {
    assertArrayEquals(
        new float[] {0.001f, 1e-4f + 1f - 1f, 1e-3f + 1f - 1f, 1e-3f + 1f - 1f},
        Schedules.groups().getLr());
  }

  @Test
  void aConstantRateCanBeAssigned() {
    assertEquals(List.of(0.1f, 0.01f), Schedules.assigned());
  }

  @Test
  void theCallbackActsFromTheSecondStepOn() {
    assertEquals(List.of(0.1f, 0.05f, 0.025f), Schedules.callback(3));
  }
}
