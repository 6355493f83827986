package dev.lockstep.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Definition;
import dev.lockstep.config.Definitions;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final Definition TORCH =
      read(
          """
          {"framework": "torch", "api": "optim.SGD", "options": {"lr": 0.1, "momentum": 0.9},
           "schedulers": [{"api": "StepLR", "args": {"step_size": 2, "gamma": 0.5}}],
           "steps_per_epoch": 3}
          """);

  @Test
  void equalRatesGiveOneCurveAndTheSmallDistanceOfTheRoundings() {
    Definition list = mindSpore("[0.1,0.1,0.1,0.1,0.1,0.1,0.05,0.05,0.05,0.05,0.05,0.05]");
    Simulation simulation = Simulation.of(TORCH, list, 12, 1);
    assertEquals(-1, simulation.firstRateDifference());
    assertEquals(1, simulation.groups().size());
    assertEquals(0.05, simulation.groups().get(0).left().get(6));
    // Torch fuses where MindSpore rounds twice: a few units in the last place of float32.
    assertTrue(
        simulation.distance().get(11) < 20 * 0x1p-24, () -> "" + simulation.distance().get(11));
  }

  @Test
  void aScheduleThatIsOneStepEarlyIsNamedByItsStep() {
    Definition early = mindSpore("[0.1,0.1,0.1,0.1,0.1,0.05,0.05,0.05,0.05,0.05,0.05,0.05]");
    assertEquals(5, Simulation.of(TORCH, early, 12, 1).firstRateDifference());
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    Definition list = mindSpore("[0.1,0.1,0.1,0.1,0.1,0.1,0.05,0.05,0.05,0.05,0.05,0.05]");
    assertEquals(
        Simulation.of(TORCH, list, 12, 3).distance(), Simulation.of(TORCH, list, 12, 3).distance());
  }

  private static Definition mindSpore(String rates) {
    return read(
        """
        {"framework": "mindspore", "api": "nn.Momentum",
         "options": {"learning_rate": %s, "momentum": 0.9}}
        """
            .formatted(rates));
  }

  private static Definition read(String json) {
    return Definitions.fromJson(json);
  }
}
