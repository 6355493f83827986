package dev.lockstep.config.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Definition;
import dev.lockstep.config.Definitions;
import dev.lockstep.config.TrainingRun;
import dev.lockstep.config.check.DefinitionCheck;
import dev.lockstep.config.check.Finding;
import dev.lockstep.config.print.JavaPrinter;
import dev.lockstep.config.print.PythonPrinter;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions of OneFlow, its job functions and MegEngine: what they convert to, and what not. */
class OneFlowAndMegEngineTest {
  private static final String JOB =
      "{framework: oneflow, api: optimizer.SGD, options: {lr_scheduler: %s, momentum: %s},"
          + " parameters: [{name: w, shape: [2]}]}";
  private static final String WARMED =
      "{schedule: optimizer.CosineScheduler, args: {base_lr: 0.1, steps: 10, warmup: {schedule:"
          + " optimizer.warmup.linear, args: {steps: 3, start_multiplier: 0}}}}";
  private static final String STEPPED =
      "{framework: %s, api: SGD, options: {lr: 0.1, momentum: 0.9}, schedulers: [{api: MultiStepLR,"
          + " args: {milestones: [2, 4], gamma: 0.1}}], parameters: [{name: w, shape: [2]}]}";
  private static final int STEPS = 6;

  private static Converted convert(String yaml, String to) {
    return Converter.convert(Definitions.fromYaml(yaml), to, STEPS);
  }

  private static List<Double> trained(Definition definition) {
    Parameter w = new Parameter("w", Tensor.zeros(DType.F32, 2));
    w.value().set(0, 1.0);
    TrainingRun run = TrainingRun.of(definition, List.of(w));
    for (int k = 0; k < STEPS; k++) {
      Tensor gradient = Tensor.zeros(DType.F32, 2);
      gradient.set(0, 0.5 - 0.25 * k);
      gradient.set(1, 1.0);
      run.step(Map.of("w", gradient));
    }
    return List.of(w.value().get(0), w.value().get(1));
  }

  private static void assertSameTraining(String yaml, String to) {
    List<Double> expected = trained(Definitions.fromYaml(yaml));
    List<Double> got = trained(convert(yaml, to).definitions().get(0));
    for (int i = 0; i < expected.size(); i++) {
      // Each step rounds a few times in float32.
      assertEquals(expected.get(i), got.get(i), 1e-6, to);
    }
  }

  private static List<String> rules(String yaml) {
    return new DefinitionCheck(Locale.ENGLISH)
        .yaml("job.yaml", yaml).findings().stream().map(Finding::rule).toList();
  }

  @Test
  void aJobWithoutMomentumBecomesTheSameTraining() {
    assertSameTraining(JOB.formatted(WARMED, 0), "torch");
    assertSameTraining(JOB.formatted(WARMED, 0), "mindspore");
    assertSameTraining(JOB.formatted("0.1", 0.9), "torch");
  }

  @Test
  void aRateThatMovesInsideTheMomentumIsRefused() {
    Converted refused = convert(JOB.formatted(WARMED, 0.9), "torch");
    assertTrue(refused.isRefused());
    assertTrue(
        refused.notes().stream().anyMatch(note -> note.id().endsWith("rate-in-the-momentum")));
  }

  @Test
  void onePieceIsAConstantRate() {
    String one =
        "{schedule: optimizer.PiecewiseConstantScheduler, args: {boundaries: [], values: [0.1]}}";
    Definition torch = convert(JOB.formatted(one, 0.9), "torch").definitions().get(0);
    assertEquals(0.1, torch.options().get("lr"));
    assertTrue(torch.schedulers().isEmpty());
  }

  @Test
  void aSchedulerWithTheSameRatesKeepsItsName() {
    for (String from : List.of("torch", "oneflow", "megengine")) {
      for (String to : List.of("torch", "oneflow", "megengine")) {
        Definition there = convert(STEPPED.formatted(from), to).definitions().get(0);
        assertTrue(there.schedulers().get(0).api().endsWith("MultiStepLR"), from + " to " + to);
        assertEquals(trained(Definitions.fromYaml(STEPPED.formatted(from))), trained(there));
      }
    }
  }

  @Test
  void megEngineHasNoOtherSchedulerThanMilestones() {
    String cosine =
        STEPPED.replace("MultiStepLR", "ExponentialLR").replace("milestones: [2, 4], ", "");
    Converted refused = convert(cosine.formatted("torch"), "megengine");
    assertEquals(List.of("only-milestones"), refused.notes().stream().map(Note::id).toList());
    assertSameTraining(cosine.formatted("oneflow"), "torch");
  }

  @Test
  void whatAGuideGetsWrongIsAWarning() {
    String swapped = "{schedule: optimizer.CosineScheduler, args: {base_lr: 10000, steps: 0.01}}";
    assertEquals(List.of("option-refused", "job-rate-swapped"), rules(JOB.formatted(swapped, 0)));
    String scale =
        "{schedule: optimizer.PiecewiseScalingScheduler, args: {base_lr: 0.001, boundaries: [30, 60,"
            + " 90], scale: 0.1}}";
    assertEquals(List.of("job-scale-repeated"), rules(JOB.formatted(scale, 0)));
    assertEquals(List.of("job-warmup-inside"), rules(JOB.formatted(WARMED, 0)));
    assertEquals(List.of(), rules(JOB.formatted("0.1", 0)));
  }

  @Test
  void aJobHasNoGroups() {
    String grouped =
        JOB.formatted("0.1", 0).replace(", parameters", ", groups: [{params: [w]}], parameters");
    assertEquals(List.of("refused"), rules(grouped));
  }

  @Test
  void jobsArePrintedAsPythonAndJava() {
    Definition job = Definitions.fromYaml(JOB.formatted(WARMED, 0));
    assertTrue(
        PythonPrinter.print(job)
            .contains("warmup=oneflow.optimizer.warmup.linear(steps=3, start_multiplier=0)),\n"));
    assertTrue(
        PythonPrinter.print(Definitions.fromYaml(JOB.formatted("0.1", 0)))
            .contains("lr_scheduler=oneflow.optimizer.PiecewiseConstantScheduler([], [0.1]),"));
    assertTrue(
        JavaPrinter.print(job, "Rates")
            .contains("new dev.lockstep.config.JobTraining(\n        new dev.lockstep.oneflow"));
  }
}
