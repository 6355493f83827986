package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCommandTest {
  @TempDir Path folder;
  private String halves = "";
  private String tenths = "";

  @BeforeEach
  void write() throws IOException {
    String yaml =
        """
        framework: torch
        api: optim.SGD
        options: {lr: 1.0}
        schedulers:
          - {api: StepLR, args: {step_size: 2, gamma: %s}}
        """;
    halves = Files.writeString(folder.resolve("halves.yaml"), yaml.formatted("0.5")).toString();
    tenths = Files.writeString(folder.resolve("tenths.yaml"), yaml.formatted("0.1")).toString();
  }

  @Test
  void theCurveIsATable() {
    Run run = Run.of("schedule", halves, "--steps=4", "--as=csv");
    assertEquals(Exit.FINE, run.code(), run.err());
    assertTrue(run.out().endsWith("\n0,1.0\n1,1.0\n2,0.5\n3,0.5\n"), run.out());
  }

  @Test
  void theFirstDifferingStepIsNamed() {
    Run run = Run.of("schedule", halves, tenths, "--steps=4");
    assertEquals(Exit.FINDINGS, run.code());
    assertTrue(
        run.err().contains("part at step 2 (epoch 2, batch 0): the learning rate"), run.err());
    assertEquals(Exit.FINE, Run.of("schedule", halves, halves).code());
  }

  @Test
  void aDefinitionBesideItselfIsEqual() {
    Run run = Run.of("schedule", halves, halves, "--steps=3", "--as=csv");
    assertEquals(Exit.FINE, run.code(), run.err());
    assertTrue(run.err().contains(halves + " (2)"), run.err());
    assertTrue(run.out().endsWith("\n0,1.0,1.0\n1,1.0,1.0\n2,0.5,0.5\n"), run.out());
  }

  /** torch's flat list is one group; MindSpore reads a rate for each parameter. */
  @Test
  void parametersAreComparedWhateverTheirGroups() throws IOException {
    String names = "parameters: [{name: %s, shape: [4, 3]}, {name: %s, shape: [4]}]\n";
    Path torch =
        Files.writeString(
            folder.resolve("torch.yaml"),
            "framework: torch\napi: optim.SGD\noptions: {lr: 0.5}\n"
                + names.formatted("fc.weight", "fc.bias"));
    Path grouped =
        Files.writeString(
            folder.resolve("grouped.yaml"),
            "framework: torch\napi: optim.SGD\noptions: {lr: 0.5}\n"
                + names.formatted("fc.weight", "fc.bias")
                + "groups: [{params: ['*.bias'], lr: 0.25}, {params: ['*']}]\n");
    Path mindSpore =
        Files.writeString(
            folder.resolve("mindspore.yaml"),
            "framework: mindspore\napi: nn.SGD\noptions: {learning_rate: 0.5}\n"
                + names.formatted("d.weight", "d.bias"));
    Run equal = Run.of("schedule", torch.toString(), mindSpore.toString(), "--steps=3");
    assertEquals(Exit.FINE, equal.code(), equal.err());
    Run parts = Run.of("schedule", grouped.toString(), mindSpore.toString(), "--steps=3");
    assertEquals(Exit.FINDINGS, parts.code());
    assertTrue(
        parts.err().contains("the learning rate of fc.bias is 0.25 on the left, 0.5 on the right"),
        parts.err());
  }

  @Test
  void aQuantityThatOneSideHasNotIsNoEquality() throws IOException {
    Path cycle =
        Files.writeString(
            folder.resolve("cycle.yaml"),
            "{framework: torch, api: optim.SGD, options: {lr: 0.1, momentum: 0.9}, schedulers:"
                + " [{api: CyclicLR, args: {base_lr: 0.5, max_lr: 0.5, step_size_up: 4}}]}");
    Path still =
        Files.writeString(
            folder.resolve("still.yaml"),
            "{framework: torch, api: optim.Adagrad, options: {lr: 0.5}}");
    Run run = Run.of("schedule", cycle.toString(), still.toString(), "--steps=8");
    assertEquals(Exit.FINDINGS, run.code());
    assertTrue(run.err().contains("the momentum moves in one of them"), run.err());
  }

  @Test
  void curvesAreDrawn() throws IOException {
    Path out = folder.resolve("curves.svg");
    assertEquals(1, Run.of("schedule", halves, tenths, "--as=svg", "--out=" + out).code());
    assertTrue(Files.readString(out).startsWith("<svg xmlns"));
  }

  @Test
  void anInvalidDefinitionIsSaid() throws IOException {
    Path wrong = Files.writeString(folder.resolve("w.yaml"), "{framework: torch, api: optim.SGDD}");
    Run run = Run.of("schedule", wrong.toString());
    assertEquals(Exit.FINDINGS, run.code());
    assertTrue(run.err().contains("[unknown-api]") && run.isTidy(), run.err());
  }

  @Test
  void whatFailsInALaterStepIsSaidOfItsFile() throws IOException {
    Path tooShort =
        Files.writeString(
            folder.resolve("short.yaml"),
            "{framework: mindspore, api: nn.SGD, options: {learning_rate: [0.1, 0.2]}}");
    Run run = Run.of("schedule", tooShort.toString());
    assertEquals(Exit.USAGE, run.code());
    assertTrue(run.err().contains("short.yaml: the framework takes this definition"), run.err());
    assertTrue(run.err().contains("make the list as long as the training"), run.err());
  }

  @Test
  void stepsHaveARange() {
    for (String steps : List.of("0", "-1", "2147483647")) {
      Run run = Run.of("schedule", halves, "--steps", steps);
      assertEquals(Exit.USAGE, run.code());
      assertTrue(run.err().contains("must be from 1 to 1000000, got "), run.err());
    }
  }
}
