package dev.lockstep.config.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionCheckTest {
  private final DefinitionCheck check = new DefinitionCheck(Locale.ENGLISH);

  private static List<String> rules(Checked checked) {
    return checked.findings().stream().map(Finding::rule).toList();
  }

  @Test
  void everythingWrongIsSaidAtOnceAndInPlace() {
    Checked checked =
        check.yaml(
            "file.yaml",
            """
            framework: torch
            api: optim.Adam
            options:
              lr: -1
              wieght_decay: 0.1
              betas: [1.0, 0.9]
            parameters:
              - {name: a, shape: [2]}
            groups:
              - params: [b]
                lr: -2.0
              - params: [a]
            """);
    assertEquals(
        List.of(
            "file.yaml:4:3: error [option-refused] options.lr cannot be -1; allowed: >= 0. Write a"
                + " value that is allowed.",
            "file.yaml:5:3: error [unknown-option] there is no option \"wieght_decay\"; there are:"
                + " lr, betas, eps, weight_decay, amsgrad, foreach, maximize, capturable,"
                + " differentiable, fused, decoupled_weight_decay. Did you mean weight_decay?",
            "file.yaml:6:3: error [option-refused] options.betas cannot be [1.0,0.9]; allowed: in"
                + " [0, 1). Write a value that is allowed.",
            "file.yaml:10:5: error [unknown-parameter] there is no parameter \"b\"; there are: a."
                + " Did you mean a?",
            "file.yaml:11:5: warning [group-option-unchecked] groups[0].lr is -2.0: nothing checks"
                + " it in a group, and the constructor would refuse it; allowed: >= 0. Write a value"
                + " that is allowed."),
        checked.findings().stream().map(Finding::toString).toList());
  }

  @Test
  void aPlainExponentIsANumberAsInYaml12AndAQuotedOneIsText() {
    String yaml = "{framework: torch, api: optim.SGD, options: {lr: %s}}";
    assertTrue(check.yaml("f", yaml.formatted("1e-3")).isValid());
    assertEquals(List.of("option-refused"), rules(check.yaml("f", yaml.formatted("\"1e-3\""))));
  }

  @Test
  void duplicateKeysAreErrorsInBothFormats() {
    String twice = "{\"framework\": \"torch\", \"api\": \"optim.SGD\", \"api\": \"optim.Adam\"}";
    for (Checked checked : List.of(check.json("f", twice), check.yaml("f", twice))) {
      assertEquals(List.of("duplicate-key"), rules(checked));
      assertEquals(44, checked.findings().get(0).column());
    }
  }

  @Test
  void anAliasIsTheValueOfItsAnchor() {
    Checked checked =
        check.yaml(
            "f", "{framework: torch, api: optim.SGD, options: {lr: &rate 0.25, momentum: *rate}}");
    assertEquals(List.of(), checked.findings());
    assertEquals(0.25, checked.definition().orElseThrow().options().get("momentum"));
    assertEquals(List.of("unknown-alias"), rules(check.yaml("f", "api: *none")));
  }

  @Test
  void aMergeKeyGivesWhatAnObjectDoesNotSay() {
    String yaml =
        """
        framework: torch
        api: optim.SGD
        parameters: [{name: a, shape: [1]}, {name: b, shape: [1]}, {name: c, shape: [1]}]
        groups:
          - &slow {params: [a], lr: 0.25, momentum: 0.5}
          - &wild {params: [b], lr: 0.125, weight_decay: 0.5}
          - {<<: [*slow, *wild], params: [c], momentum: 0.75}
        """;
    Checked checked = check.yaml("f", yaml);
    assertEquals(List.of(), checked.findings());
    Map<String, Object> merged = checked.definition().orElseThrow().groups().get(2).options();
    assertEquals(Map.of("lr", 0.25, "momentum", 0.75, "weight_decay", 0.5), merged);
  }

  @Test
  void whatIsWrongInAMergedObjectIsWrongAtTheMergeKey() {
    String yaml = "framework: torch\napi: optim.SGD\noptions:\n  lr: 0.1\n  <<: %s\n";
    Finding unknown = check.yaml("f", yaml.formatted("{momentun: 1}")).findings().get(0);
    assertEquals("unknown-option 5:3", at(unknown));
    assertEquals("syntax 5:3", at(check.yaml("f", yaml.formatted("7")).findings().get(0)));
    Finding quoted = check.yaml("f", yaml.replace("<<", "\"<<\"").formatted("7")).findings().get(0);
    assertEquals("unknown-option 5:3", at(quoted));
  }

  @Test
  void aTextThatCannotBeReadIsReportedWhereItFails() {
    String yaml = "framework: torch\napi: optim.SGD\noptions:\n  lr: 0.1 # of all\n\n%s\n";
    Finding tab = check.yaml("f", yaml.formatted("\tmomentum: 0.9")).findings().get(0);
    assertEquals("syntax 6:1", at(tab));
    assertTrue(tab.allowed().contains("spaces"), tab.allowed());
    Finding sign = check.yaml("f", yaml.formatted("  momentum: @b")).findings().get(0);
    assertEquals("syntax 6:13", at(sign));
    assertTrue(sign.allowed().endsWith("'@' that cannot start any token"), sign.allowed());
  }

  private static String at(Finding found) {
    return found.rule() + " " + found.line() + ":" + found.column();
  }

  @Test
  void aNumberThatNoDoubleHoldsIsAnError() {
    String yaml = "framework: torch\napi: optim.SGD\noptions:\n  lr: 1e999999\n";
    Finding found = check.yaml("f", yaml).findings().get(0);
    assertEquals("number-range 4:7", found.rule() + " " + found.line() + ":" + found.column());
  }

  @Test
  void whatIsNoSchedulerInASequenceIsAnError() {
    String json =
        """
        {"framework": "torch", "api": "optim.SGD", "options": {"lr": 0.1},
         "schedulers": [{"api": "SequentialLR", "args": {"schedulers": [{"api": 1}], "milestones": [3]}}]}
        """;
    Finding found = check.json("f", json).findings().get(0);
    assertEquals("option-refused 2", found.rule() + " " + found.line());
    assertTrue(found.allowed().contains("a list of Scheduler"), found.allowed());
  }

  @Test
  void anArgumentThatASchedulerMissesIsOneError() {
    String yaml =
        """
        {framework: torch, api: optim.SGD, options: {lr: 0.1},
         schedulers: [{api: CosineAnnealingLR, args: {eta_min: 0.5}}]}
        """;
    assertEquals(List.of("missing-option"), rules(check.yaml("f", yaml)));
  }

  @Test
  void brokenTextIsLocated() {
    Finding json = check.json("f", "{\n \"api\": nonsense\n}").findings().get(0);
    assertEquals("syntax 2", json.rule() + " " + json.line());
    Finding yaml = check.yaml("f", "a: [1\nb: }").findings().get(0);
    assertEquals("syntax 2", yaml.rule() + " " + yaml.line());
    assertEquals(List.of("syntax"), rules(check.yaml("f", "")));
    assertEquals(List.of("wrong-type"), rules(check.yaml("f", "5")));
  }

  @Test
  void limitsHold(@TempDir Path folder) throws Exception {
    assertEquals(
        List.of("depth-limit"), rules(check.yaml("f", "[".repeat(10_000) + "]".repeat(10_000))));
    String bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; i++) {
      bomb += "a%s: &a%s [%s]\n".formatted(i, i, "*a%s, ".formatted(i - 1).repeat(9));
    }
    assertEquals(List.of("value-limit"), rules(check.yaml("f", bomb)));
    assertEquals(
        List.of("value-limit"), rules(check.yaml("f", "groups:\n" + "- {}\n".repeat(400_000))));
    Path file = folder.resolve("large.yaml");
    Files.writeString(file, "#\n".repeat(3 << 20), StandardCharsets.US_ASCII);
    assertEquals(List.of("size-limit"), rules(check.file(file)));
    Files.write(file, new byte[] {'a', ':', '\n', ' ', (byte) 0xFF});
    Finding encoding = check.file(file).findings().get(0);
    assertEquals("encoding 2:2", encoding.rule() + " " + encoding.line() + ":" + encoding.column());
  }

  @Test
  void aRecordedExampleOfTheIssueIsValid() {
    Checked checked =
        check.json(
            "f",
            """
            {"framework":"mindspore","version":"2.10","api":"nn.Momentum",
             "options":{"learning_rate":0.1,"momentum":0.9},
             "parameters":[{"name":"fc.weight","shape":[10,4],"kind":"linear"},
                           {"name":"fc.bias","shape":[10],"kind":"linear"}],
             "groups":[{"params":["*.bias"],"lr":{"schedule":"nn.CosineDecayLR",
               "args":{"min_lr":0.0,"max_lr":0.1,"decay_steps":100}},"weight_decay":0.0},
               {"params":["*"]},{"order_params":["*"]}],
             "steps_per_epoch":100}
            """);
    assertEquals(List.of(), checked.findings());
    assertTrue(checked.definition().isPresent());
  }
}
