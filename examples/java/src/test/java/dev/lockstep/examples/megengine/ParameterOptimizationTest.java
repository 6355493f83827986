package dev.lockstep.examples.megengine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The results that the guide states. */
class ParameterOptimizationTest {
  private final ParameterOptimization guide = new ParameterOptimization();

  @Test
  void thereAreTenParametersWithTheGuidesNamesAndShapes() {
    assertEquals(
        List.of(
            "classifer.bias [10]",
            "classifer.weight [10, 84]",
            "conv1.bias [1, 6, 1, 1]",
            "conv1.weight [6, 1, 5, 5]",
            "conv2.bias [1, 16, 1, 1]",
            "conv2.weight [16, 6, 5, 5]",
            "fc1.bias [120]",
            "fc1.weight [120, 400]",
            "fc2.bias [84]",
            "fc2.weight [84, 120]"),
        guide.parameters());
  }

  @Test
  void theGroupsHaveTheirSizesAndRates() {
    assertEquals(List.of("4 0.05", "6 0.01"), guide.sizes());
  }

  @Test
  void aRateOfZeroFreezesTheDenseLayers() {
    List<Tensor> seen = guide.freezeAfterTheSecondEpoch();
    assertArrayEquals(new float[10], seen.get(0).floats());
    assertFalse(Arrays.equals(seen.get(0).floats(), seen.get(1).floats()));
    assertFalse(Arrays.equals(seen.get(1).floats(), seen.get(2).floats()));
    assertArrayEquals(seen.get(2).floats(), seen.get(3).floats());
    assertArrayEquals(seen.get(2).floats(), seen.get(4).floats());
  }

  @Test
  void theRateFallsLinearly() {
    List<Double> rates = guide.linearDecay();
    assertEquals(10, rates.size());
    assertEquals(0.05, rates.get(0));
    assertEquals(0.025, rates.get(5));
    assertEquals(0.05 * (1 - 0.9), rates.get(9));
  }

  @Test
  void twoOptimizersTrainTheNetworkTogether() {
    List<Float> losses = guide.multipleOptimizers();
    assertTrue(losses.get(losses.size() - 1) < losses.get(0), losses::toString);
  }

  @Test
  void onlyAttachedParametersHaveGradients() {
    for (String line : guide.convolutionsAlone()) {
      assertEquals(!line.startsWith("conv"), line.endsWith(" None"), line);
    }
  }
}
