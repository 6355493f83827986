package dev.lockstep.examples.pet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.pet.Checkpointer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the guide's fragments give. */
class IterativeOptimizationTest {
  private final IterativeOptimization guide = new IterativeOptimization();

  @Test
  void kindsOfParametersHaveTheirRatesAndDecays() {
    assertEquals(
        List.of(
            "backbone.conv.weight 0.05 1.0E-4",
            "backbone.conv.bias 0.1 0.0",
            "backbone.norm.weight 0.05 0.0",
            "backbone.norm.bias 0.05 0.0",
            "embed.weight 0.1 5.0E-5",
            "head.weight 0.1 1.0E-4",
            "head.bias 0.2 0.0"),
        guide.groups());
  }

  @Test
  void theHookNotesTheRateOfTheBestGroupAndStepsTheScheduler() {
    // the commonest initial rate is the backbone's, half of the base rate
    double[] step = {.005, .02, .035, .05, .005, .005, .005, .0005, .0005, .0005};
    List<Double> rates = guide.train("STEP", Checkpointer.empty(), 0, 10).rates();
    for (int i = 0; i < step.length; i++) {
      assertEquals(step[i], rates.get(i), 1e-15);
    }
  }

  @Test
  void aTrainingGoesOnFromItsCheckpoint() {
    List<Double> whole = guide.train("POLY", Checkpointer.empty(), 0, 10).rates();
    IterativeOptimization.Run first = guide.train("POLY", Checkpointer.empty(), 0, 4);
    List<Double> parts = new ArrayList<>(first.rates());
    parts.addAll(guide.train("POLY", first.end(), 4, 10).rates());
    assertEquals(whole, parts);
  }

  @Test
  void changesOfTheRateAreLogged() {
    assertEquals(
        List.of(
            "Changing learning rate 0.0400000 -> 0.0700000",
            "Changing learning rate 0.0700000 -> 0.1000000",
            "Changing learning rate 0.1000000 -> 0.0100000",
            "Changing learning rate 0.0100000 -> 0.0010000"),
        guide.log());
  }

  @Test
  void ownPoliciesAndOptimizersAreTaken() {
    // Adamax takes the rate of each group; five of seven have the base rate
    assertEquals(List.of(0.5, 0.25, 0.125), guide.extended());
  }
}
