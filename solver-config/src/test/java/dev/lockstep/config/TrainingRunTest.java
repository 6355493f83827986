package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingRunTest {
  private final Parameter parameter = new Parameter("p", Tensor.of(new float[] {1}));

  private TrainingRun run(String rest) {
    return TrainingRun.of(
        Definitions.fromYaml(
            "{framework: torch, api: optim.SGD, options: {lr: 1.0}, parameters: [{name: p, shape:"
                + " [1]}], "
                + rest
                + "}"),
        List.of(parameter));
  }

  private static Map<String, Tensor> gradient(float value) {
    return Map.of("p", Tensor.of(new float[] {value}));
  }

  @Test
  void gradientsAreAddedUpAndDividedByTheirNumber() {
    TrainingRun run = run("accumulation: 2");
    assertFalse(run.step(gradient(1)));
    assertEquals(1, parameter.value().get(0));
    assertTrue(run.step(gradient(0)));
    assertEquals(0.5, parameter.value().get(0));
    assertEquals(1, run.steps());
  }

  @Test
  void aStepIsSkippedIfAScaledGradientIsNotFinite() {
    TrainingRun run = run("loss_scale: {api: amp.GradScaler, args: {init_scale: 4.0}}");
    assertEquals(4, run.lossScale());
    assertFalse(run.step(gradient(Float.POSITIVE_INFINITY)));
    assertEquals(2, run.lossScale());
    assertTrue(run.step(gradient(1)));
    assertEquals(0.5, parameter.value().get(0));
  }

  @Test
  void gradientsAreLimitedAfterTheyWereUnscaled() {
    TrainingRun run =
        run(
            "loss_scale: {api: amp.GradScaler, args: {init_scale: 4.0}}, clipping: [{api:"
                + " nn.utils.clip_grad_value_, args: {clip_value: 0.25}}]");
    assertTrue(run.step(gradient(4)));
    assertEquals(0.75, parameter.value().get(0));
  }

  @Test
  void aWeightDecayThatMovesIsSetBeforeEachStep() {
    TrainingRun run =
        TrainingRun.of(
            Definitions.fromYaml(
                "{framework: torch, api: optim.SGD, options: {lr: 1.0, weight_decay: {fn: table,"
                    + " values: [0.5, 0.25]}}, parameters: [{name: p, shape: [1]}]}"),
            List.of(parameter));
    run.step(gradient(0));
    assertEquals(0.5, parameter.value().get(0));
    run.step(gradient(0));
    assertEquals(0.375, parameter.value().get(0));
  }
}
