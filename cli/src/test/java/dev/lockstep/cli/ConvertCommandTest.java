package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Definition;
import dev.lockstep.config.Definitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
  @TempDir Path folder;

  private String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("definition.yaml"), yaml).toString();
  }

  private Run toMindSpore(String options, String groups) throws IOException {
    String yaml = "{framework: torch, api: %s, parameters: [{name: a.weight}, {name: a.gamma}]%s}";
    return Run.of("convert", file(yaml.formatted(options, groups)), "--to=mindspore", "--as=json");
  }

  @Test
  void theExemptionOfNamesIsMadeExplicitInBothDirections() throws IOException {
    Run there = toMindSpore("optim.SGD, options: {lr: 0.1, weight_decay: 0.5}", "");
    assertEquals(Exit.FINE, there.code(), there.err());
    Definition definition = Definitions.fromJson(there.out());
    assertEquals(List.of("a.weight", "a.gamma"), definition.groups().get(0).params());
    assertTrue(there.err().contains("[decay-exemption]"), there.err());
    String flat =
        "{framework: mindspore, api: nn.SGD, options: {weight_decay: 0.5}, "
            + "parameters: [{name: a.weight}, {name: a.gamma}]}";
    Run back = Run.of("convert", file(flat), "--to=torch", "--as=json");
    assertEquals(
        0.0, Definitions.fromJson(back.out()).groups().get(1).options().get("weight_decay"));
  }

  @Test
  void whatGroupsOfMindSporeCannotHoldBecomesSeveralOptimizers() throws IOException {
    Run run =
        toMindSpore(
            "optim.SGD, options: {lr: 0.1, momentum: 0.9}",
            ", groups: [{params: [a.weight], momentum: 0.5}, {params: ['*']}]");
    assertEquals(Exit.FINE, run.code(), run.err());
    assertEquals(2, run.out().lines().count(), run.out());
    assertTrue(run.err().contains("[split]"), run.err());
  }

  @Test
  void whatHasNoCounterpartIsRefusedWithItsReason() throws IOException {
    Run run =
        toMindSpore(
            "optim.SGD, options: {lr: 0.1, maximize: true, nesterov: true, momentum: 0.9}", "");
    assertTrue(run.code() == Exit.FINE || run.err().contains("note ["), run.err());
    assertIsRefused("Muon", "generated-optimizer");
    assertIsRefused("LBFGS", "generated-optimizer");
  }

  private void assertIsRefused(String api, String reason) throws IOException {
    String yaml =
        "{framework: torch, api: optim.%s, parameters: [{name: a, shape: [2, 2]}]}".formatted(api);
    Run run = Run.of("convert", file(yaml), "--to=mindspore");
    assertEquals(Exit.FINDINGS, run.code());
    assertTrue(
        run.err().contains("note [mindspore.nn.Optimizer: %s]".formatted(reason)), run.err());
    assertTrue(run.isTidy() && run.out().isEmpty());
  }

  @Test
  void movingRatesBecomeLists() throws IOException {
    String yaml =
        "{framework: torch, api: optim.SGD, options: {lr: 1.0}, parameters: [{name: a}],"
            + " schedulers: [{api: StepLR, args: {step_size: 2, gamma: 0.5}}]}";
    Run without = Run.of("convert", file(yaml), "--to=mindspore");
    assertEquals(Exit.FINDINGS, without.code());
    assertTrue(without.err().contains("[moving-rates]"), without.err());
    Run with = Run.of("convert", file(yaml), "--to=mindspore", "--steps=4", "--as=json");
    assertEquals(
        List.of(1.0, 1.0, 0.5, 0.5),
        Definitions.fromJson(with.out()).options().get("learning_rate"));
  }

  @Test
  void everyFormIsWritten() throws IOException {
    String yaml = "{framework: torch, api: optim.SGD, options: {lr: 1.0}, parameters: [{name: a}]}";
    for (String form : List.of("yaml", "json", "python", "java")) {
      Run run = Run.of("convert", file(yaml), "--as=" + form);
      assertEquals(Exit.FINE, run.code(), run.err());
      assertFalse(run.out().isEmpty());
    }
    assertEquals(
        Exit.FINE,
        Run.of("convert", file(yaml), "--as=python", "--out=" + folder.resolve("out")).code());
    assertTrue(Files.exists(folder.resolve("out/optimizer.py")));
  }
}
