package dev.lockstep.pet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.OptionException;
import org.junit.jupiter.api.Test;

class SolverTest {
  private static final String YAML =
      """
      MODEL: {NAME: anything}
      SOLVER:
        OPTIMIZER:
          TYPE: "ADAMW"
          BASE_LR: 1e-3
          CLIP_GRADIENTS: {ENABLED: true, CLIP_TYPE: norm, CLIP_VALUE: 0.5}
        SCHEDULER:
          POLICY: COSINE
          TOTAL_ITERS: 100
          STEPS: [30, 60]
          TOTAL_EPOCHS: null
      """;

  @Test
  void isReadAndWrittenInBothForms() {
    Solver solver = Solver.fromYaml(YAML);
    assertEquals("ADAMW", solver.optimizer().type());
    assertEquals(0.001, solver.optimizer().baseLr());
    assertTrue(solver.optimizer().get(PetOptions.CLIP_GRADIENTS).isEnabled());
    assertEquals(solver, Solver.fromYaml(solver.toYaml()));
    assertEquals(solver, Solver.fromJson(solver.toJson()));
    assertEquals(
        "{\"SOLVER\":{\"OPTIMIZER\":{\"TYPE\":\"ADAMW\",\"BASE_LR\":0.001,\"CLIP_GRADIENTS\":"
            + "{\"ENABLED\":true,\"CLIP_TYPE\":\"norm\",\"CLIP_VALUE\":0.5}},\"SCHEDULER\":"
            + "{\"POLICY\":\"COSINE\",\"TOTAL_ITERS\":100,\"STEPS\":[30,60]}}}",
        solver.toJson());
  }

  @Test
  void aWrongFieldIsRefusedWithTheNearest() {
    OptionException e =
        assertThrows(
            OptionException.class, () -> Solver.fromYaml("SOLVER: {OPTIMIZER: {BASE_LRR: 0.1}}"));
    assertTrue(e.toString().contains("Did you mean \"BASE_LR\"?"), e.toString());
    assertThrows(OptionException.class, () -> Solver.fromYaml("SOLVER: {SCHEDULE: {}}"));
    assertThrows(OptionException.class, () -> Solver.fromYaml("SOLVER: {SCHEDULER: 5}"));
  }
}
