package dev.lockstep.config.schedule;

import static dev.lockstep.config.schedule.Sources.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Definition;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.core.DType;
import dev.lockstep.mapping.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversionsTest {
  private static final Loop LOOP = Loop.ofSteps(5, 2);
  private static final SchedulerDefinition STEP_LR =
      definition("StepLR", "step_size", 1, "gamma", 0.5);

  private static Conversion find(List<Conversion> all, String target) {
    return all.stream().filter(c -> c.target().equals(target)).findFirst().orElseThrow();
  }

  private static String python(Conversion conversion) {
    return conversion.python().orElseThrow();
  }

  private static List<Conversion> toMindSpore(SchedulerDefinition scheduler) {
    return Conversions.toMindSpore(scheduler, List.of(1.0), When.AFTER_EPOCH, LOOP);
  }

  private static SchedulerDefinition code(String source) {
    return definition("LambdaLR", "lr_lambda", Map.of("fn", "code", "source", source));
  }

  @Test
  void eachWayIsPrintedAsPython() {
    List<Conversion> all = toMindSpore(STEP_LR);
    assertEquals("learning_rate = [1.0] * 2 + [0.5] * 2 + [0.25]\n", python(find(all, "list")));
    assertEquals(
        "learning_rate = nn.exponential_decay_lr(learning_rate=1.0, decay_rate=0.5, total_step=5,"
            + " step_per_epoch=2, decay_epoch=1, is_stair=True)\n",
        python(find(all, "nn.exponential_decay_lr")));
    assertEquals(
        """
        # The optimizer's groups have lr 1.0; call scheduler.step() after every epoch
        scheduler = mindspore.experimental.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
        """,
        python(find(all, "experimental.optim.lr_scheduler.StepLR")));
    assertTrue(
        python(find(all, "table"))
            .endsWith("learning_rate = RateTable([1.0] * 2 + [0.5] * 2 + [0.25])\n"));
  }

  @Test
  void theDifferencesHaveWords() {
    List<String> words =
        toMindSpore(STEP_LR).get(0).texts().stream().map(text -> text.in("en")).toList();
    assertEquals(1, words.size());
    assertTrue(words.get(0).startsWith("A list of rates ends"));
  }

  @Test
  void aListPerGroupIsPrintedAsAListOfLists() {
    List<Conversion> all =
        Conversions.toMindSpore(STEP_LR, List.of(1.0, 0.5), When.AFTER_STEP, Loop.of(1, 2));
    assertEquals(
        """
        learning_rates = [
            [1.0, 0.5],
            [0.5, 0.25],
        ]
        """,
        python(find(all, "list")));
  }

  @Test
  void aFunctionThatIsCodeWritesTheListItself() {
    Conversion list = toMindSpore(code("lambda e: 0.9 ** e")).get(0);
    assertEquals(Verdict.EXACT, list.verdict());
    assertEquals(
        "learning_rate = [1.0 * (lambda e: 0.9 ** e)(step // 2) for step in range(5)]\n",
        python(list));
  }

  @Test
  void aFunctionThatIsCodeIsKeptInRaggedEpochsAndInTheExperimentalScheduler() {
    List<Conversion> all =
        Conversions.toMindSpore(
            code("decay"), List.of(0.1), When.AFTER_EPOCH, new Loop(List.of(2, 3)));
    assertEquals(
        "learning_rate = [0.1 * (decay)(epoch) for epoch, steps in enumerate([2, 3]) for _ in"
            + " range(steps)]\n",
        python(find(all, "list")));
    assertTrue(
        python(find(all, "experimental.optim.lr_scheduler.LambdaLR"))
            .contains("lr_lambda=lambda epoch: (decay)(int(epoch))"));
  }

  @Test
  void functionsArePrintedAsLambdas() {
    SchedulerDefinition lambdas =
        definition(
            "LambdaLR",
            "lr_lambda",
            List.of(
                Map.of("fn", "pow", "base", 0.9),
                Map.of("fn", "inverse", "k", 0.5),
                Map.of("fn", "table", "values", List.of(1.0, 0.5))));
    RateForm form = new RateForm.Stepped("torch", lambdas, List.of(1.0, 1.0, 1.0), When.AFTER_STEP);
    assertTrue(
        PythonForm.of(form)
            .endsWith(
                "torch.optim.lr_scheduler.LambdaLR(optimizer, lr_lambda=[lambda epoch: 0.9 **"
                    + " epoch, lambda epoch: 1 / (1 + 0.5 * epoch), lambda epoch: [1.0,"
                    + " 0.5][min(epoch, 1)]])\n"));
  }

  @Test
  void aCompositionIsPrintedWithItsParts() {
    SchedulerDefinition sequence =
        definition(
            "SequentialLR",
            "schedulers",
            List.of(
                Map.of("api", "LinearLR", "args", Map.of("total_iters", 2)),
                Map.of("api", "ExponentialLR", "args", Map.of("gamma", 0.9))),
            "milestones",
            List.of(2));
    RateForm form = new RateForm.Stepped("torch", sequence, List.of(1.0), When.AFTER_EPOCH);
    assertTrue(
        PythonForm.of(form)
            .endsWith(
                "torch.optim.lr_scheduler.SequentialLR(optimizer,"
                    + " schedulers=[torch.optim.lr_scheduler.LinearLR(optimizer, total_iters=2),"
                    + " torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)],"
                    + " milestones=[2])\n"));
  }

  @Test
  void aDefinitionWithASchedulerIsConverted() {
    Definition torch =
        Definition.of("torch", "SGD", Map.of("lr", 1.0), List.of())
            .withGroups(
                List.of(
                    GroupDefinition.of(List.of("a"), Map.of()),
                    GroupDefinition.of(List.of("b"), Map.of("lr", 0.5))))
            .withSchedulers(List.of(STEP_LR));
    Conversion list = Conversions.of(torch, "mindspore", When.AFTER_STEP, Loop.of(1, 2)).get(0);
    assertEquals(
        Optional.of(new RateForm.Lists(List.of(List.of(1.0, 0.5), List.of(0.5, 0.25)))),
        list.form());
  }

  @Test
  void severalSchedulersActAsAChain() {
    Definition torch =
        Definition.of("torch", "SGD", Map.of("lr", 1.0), List.of())
            .withSchedulers(List.of(STEP_LR, definition("ExponentialLR", "gamma", 0.5)));
    Conversion list = Conversions.of(torch, "mindspore", When.AFTER_STEP, Loop.of(1, 3)).get(0);
    assertEquals(Optional.of(new RateForm.Lists(List.of(List.of(1.0, 0.25, 0.0625)))), list.form());
  }

  /** One torch scheduler steps all groups together, also when their functions count apart. */
  @Test
  void groupsThatCountDifferentEpochsHaveNoCommonScheduler() {
    List<SchedulerDefinition> perGroup =
        List.of(1, 4).stream()
            .map(
                stepsPerEpoch ->
                    definition(
                        "nn.exponential_decay_lr",
                        "learning_rate",
                        0.1,
                        "decay_rate",
                        0.1,
                        "total_step",
                        4,
                        "step_per_epoch",
                        stepsPerEpoch,
                        "decay_epoch",
                        1,
                        "is_stair",
                        true))
            .toList();
    Conversion scheduler = ToTorch.scheduler(new RateForm.Calls(perGroup), Loop.of(1, 4));
    assertEquals(Verdict.UNSUPPORTED, scheduler.verdict());
    assertEquals(List.of("no-counterpart"), scheduler.differences());
  }

  @Test
  void ratesOfAMindSporeDefinitionBecomeATableInTorch() {
    Definition mindSpore =
        Definition.of(
            "mindspore",
            "nn.Momentum",
            Map.of("learning_rate", List.of(0.1, 0.2), "momentum", 0.9),
            List.of());
    Conversion table = Conversions.of(mindSpore, "torch", When.AFTER_STEP, Loop.of(1, 2)).get(0);
    assertEquals(Verdict.EXACT, table.verdict());
    assertEquals(
        """
        # The optimizer's groups have lr 1.0; call scheduler.step() after every optimizer step
        scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lr_lambda=[lambda epoch: \
        [0.10000000149011612, 0.20000000298023224, 0.20000000298023224][min(epoch, 2)]])
        """,
        python(table));
  }

  @Test
  void ratesOfDifferentKindsAreConvertedTogether() {
    Map<String, Object> cell =
        Map.of("schedule", "nn.WarmUpLR", "args", Map.of("learning_rate", 1.0, "warmup_steps", 2));
    Definition mindSpore =
        Definition.of(
                "mindspore",
                "nn.Momentum",
                Map.of("learning_rate", cell, "momentum", 0.9),
                List.of())
            .withGroups(
                List.of(
                    GroupDefinition.of(List.of("a"), Map.of("lr", 0.1)),
                    GroupDefinition.of(List.of("b"), Map.of())));
    RateForm form = DefinedRates.of(mindSpore, When.AFTER_STEP);
    Conversion table = Conversions.toTorch(form, Loop.of(1, 3)).get(0);
    assertEquals(Optional.empty(), table.departure(form, Loop.of(1, 3)));
    // the constant rate beside a Cell passes through rate + 1 - 1 in float32
    assertEquals(0.10000002384185791, form.play(Loop.of(1, 3)).rates(0)[0]);
  }

  @Test
  void anExperimentalSchedulerHasItsNamesakeInTorch() {
    RateForm experimental =
        new RateForm.Stepped("mindspore", STEP_LR, List.of(0.3), When.AFTER_EPOCH);
    List<Conversion> all = Conversions.toTorch(experimental, LOOP);
    assertEquals(List.of("LambdaLR", "StepLR"), all.stream().map(Conversion::target).toList());
    assertEquals(Verdict.EQUIVALENT, all.get(1).verdict());
    assertEquals(Optional.empty(), all.get(1).departure(experimental, LOOP));
  }

  @Test
  void aTableOfRatesDoesNotEnd() {
    RateForm table = find(toMindSpore(STEP_LR), "table").form().orElseThrow();
    assertEquals(0.25, table.play(Loop.of(1, 9)).rates(0)[8]);
  }

  @Test
  void whatIsNoConversionIsRefused() {
    RateForm torch = new RateForm.Stepped("torch", STEP_LR, List.of(0.3), When.AFTER_EPOCH);
    assertThrows(DefinitionException.class, () -> Conversions.of(torch, "torch", LOOP));
    assertThrows(DefinitionException.class, () -> Conversions.of(torch, "jax", LOOP));
    Definition bare = Definition.of("torch", "SGD", Map.of("lr", 1.0), List.of());
    assertThrows(
        DefinitionException.class, () -> Conversions.of(bare, "mindspore", When.AFTER_STEP, LOOP));
  }

  @Test
  void theFirstDifferingStepIsNamed() {
    RateForm.Stepped cosine =
        new RateForm.Stepped(
            "torch", definition("CosineAnnealingLR", "T_max", 2), List.of(0.1), When.AFTER_STEP);
    Loop loop = Loop.of(1, 5);
    Conversion function = find(Conversions.of(cosine, "mindspore", loop), "nn.cosine_decay_lr");
    assertEquals(3, function.departure(cosine, loop).orElseThrow().step());
    assertFalse(function.texts().isEmpty());
    assertEquals(Optional.empty(), cosine.play(loop).firstDifference(cosine.play(loop), DType.F64));
  }
}
