package dev.lockstep.config.schedule;

import static dev.lockstep.config.schedule.Sources.definition;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Definition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.mindspore.train.LearningRateScheduler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorTest {

  private static RateForm.Stepped torch(SchedulerDefinition scheduler, double rate, When when) {
    return new RateForm.Stepped("torch", scheduler, List.of(rate), when);
  }

  private static RateForm call(SchedulerDefinition call) {
    return new RateForm.Calls(List.of(call));
  }

  @Test
  void stepsBelongToEpochsAlsoInARaggedLoop() {
    Loop loop = Loop.ofSteps(7, 3);
    assertEquals(List.of(3, 3, 1), loop.stepsOfEpoch());
    assertEquals(2, loop.epochOf(6));
    assertEquals(3, loop.firstStepOf(1));
    assertTrue(loop.isRegular());
    assertFalse(new Loop(List.of(3, 2, 3)).isRegular());
    assertFalse(new Loop(List.of(3, 4)).isRegular());
  }

  @Test
  void aSchedulerAfterEachEpochChangesTheNextEpoch() {
    RateForm form = torch(definition("StepLR", "step_size", 1, "gamma", 0.5), 1, When.AFTER_EPOCH);
    assertArrayEquals(new double[] {1, 1, 0.5, 0.5, 0.25}, form.play(Loop.ofSteps(5, 2)).rates(0));
  }

  @Test
  void aSchedulerBeforeTheOptimizerSkipsTheFirstRate() {
    SchedulerDefinition halving = definition("ExponentialLR", "gamma", 0.5);
    Loop loop = Loop.of(2, 2);
    assertArrayEquals(
        new double[] {0.5, 0.25, 0.125, 0.0625},
        torch(halving, 1, When.BEFORE_STEP).play(loop).rates(0));
    assertArrayEquals(
        new double[] {0.5, 0.5, 0.25, 0.25},
        torch(halving, 1, When.BEFORE_EPOCH).play(loop).rates(0));
  }

  /** The port that forgets to count in steps decays 4 times too early. */
  @Test
  void theFirstStepAtWhichTwoDifferIsNamed() {
    Loop loop = Loop.of(6, 4);
    Timeline torch =
        torch(definition("StepLR", "step_size", 3, "gamma", 0.1), 0.1, When.AFTER_EPOCH).play(loop);
    Timeline naive =
        call(definition(
                "nn.ExponentialDecayLR",
                "learning_rate",
                0.1,
                "decay_rate",
                0.1,
                "decay_steps",
                3,
                "is_stair",
                true))
            .play(loop);
    Departure departure = torch.firstDifference(naive, DType.F32).orElseThrow();
    assertEquals(3, departure.step());
    assertEquals(0, departure.epoch());
    assertEquals(3, departure.batch());
    assertEquals(
        "step 3 (epoch 0, batch 3): the learning rate of group 0 is 0.1 on the left,"
            + " 0.010000000707805157 on the right",
        departure.toString());
  }

  /** torch: the rate of epoch 51 rises; MindSpore's stays. */
  @Test
  void theCosineOfTorchRisesAgain() {
    Loop loop = Loop.of(100, 1);
    RateForm.Stepped cosine =
        torch(
            definition("CosineAnnealingLR", "T_max", 50, "eta_min", 0.001), 0.1, When.AFTER_EPOCH);
    Conversion function = ToMindSpore.function(cosine, loop);
    assertEquals(Verdict.DIVERGES, function.verdict());
    assertEquals(List.of("rate-rises-after-half-period", "list-ends"), function.differences());
    assertEquals(51, function.departure(cosine, loop).orElseThrow().step());
    assertEquals(Verdict.EQUIVALENT, ToMindSpore.function(cosine, Loop.of(51, 1)).verdict());
  }

  @Test
  void theMomentumOfACycleIsMissedFromItsFirstStepOn() {
    Loop loop = Loop.of(1, 10);
    RateForm.Stepped cycle =
        torch(definition("OneCycleLR", "max_lr", 0.1, "total_steps", 10), 0.1, When.AFTER_STEP);
    Conversion list = ToMindSpore.list(cycle, loop);
    Departure departure = list.departure(cycle, loop).orElseThrow();
    assertEquals(Verdict.DIVERGES, list.verdict());
    assertEquals(0, departure.step());
    assertEquals(Quantity.MOMENTUM, departure.quantity());
  }

  @Test
  void aWarmUpInMindSporeWastesItsFirstStep() {
    Loop loop = Loop.of(1, 6);
    Timeline torch =
        torch(
                definition("LinearLR", "start_factor", 0.2, "end_factor", 1.0, "total_iters", 4),
                0.1,
                When.AFTER_STEP)
            .play(loop);
    Timeline warmUp =
        call(definition("nn.WarmUpLR", "learning_rate", 0.1, "warmup_steps", 4)).play(loop);
    Departure departure = torch.firstDifference(warmUp, DType.F32).orElseThrow();
    assertEquals(0, departure.step());
    assertEquals(0, departure.right());
  }

  @Test
  void aListThatEndsIsRefusedAtItsEnd() {
    RateForm list = new RateForm.Lists(List.of(List.of(0.1, 0.2)));
    assertArrayEquals(new double[] {0.1f, 0.2f}, list.play(Loop.of(1, 2)).rates(0));
    assertThrows(OptionException.class, () -> list.play(Loop.of(1, 3)));
  }

  @Test
  void theMetricOfAnEpochReducesTheRate() {
    Definition definition =
        Definition.of("torch", "SGD", Map.of("lr", 1.0), List.of())
            .withSchedulers(List.of(definition("ReduceLROnPlateau", "patience", 1, "factor", 0.5)));
    Timeline timeline = Simulator.of(definition, When.AFTER_EPOCH, epoch -> 5).run(Loop.of(5, 2));
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5}, timeline.rates(0));
  }

  @Test
  void theCallbackOfMindSporeActsFromTheSecondStepOn() {
    Parameter weight = new Parameter("w", Tensor.of(new float[1]));
    Momentum optimizer =
        new Momentum(
            List.of(weight), MindSporeOptions.learningRate(1), MindSporeOptions.momentum(0.9));
    LearningRateScheduler callback = new LearningRateScheduler((lr, step) -> lr / 2);
    Timeline timeline = Simulator.of(optimizer).with(callback, optimizer).run(Loop.of(1, 3));
    assertArrayEquals(new double[] {1, 0.5, 0.25}, timeline.rates(0));
  }

  @Test
  void weightDecayOfACellIsPartOfTheTimeline() {
    Parameter weight = new Parameter("w", Tensor.of(new float[1]));
    Momentum optimizer =
        new Momentum(
            List.of(weight),
            MindSporeOptions.learningRate(1),
            MindSporeOptions.momentum(0.9),
            MindSporeOptions.weightDecay(step -> step * 0.5f));
    Timeline timeline = Simulator.of(optimizer).run(Loop.of(1, 3));
    assertArrayEquals(new double[] {0, 0.5, 1}, timeline.values(Quantity.WEIGHT_DECAY, 0));
  }

  @Test
  void reducingOnAPlateauCannotBeWrittenOut() {
    RateForm.Stepped plateau = torch(definition("ReduceLROnPlateau"), 0.1, When.AFTER_EPOCH);
    Conversion list = ToMindSpore.list(plateau, Loop.of(3, 2));
    assertEquals(Verdict.UNSUPPORTED, list.verdict());
    assertEquals(List.of("needs-metric"), list.differences());
    assertEquals(Verdict.EQUIVALENT, ToMindSpore.experimental(plateau, Loop.of(3, 2)).verdict());
  }

  @Test
  void theStrongestFormComesFirst() {
    RateForm.Stepped steps =
        torch(definition("StepLR", "step_size", 3, "gamma", 0.1), 0.1, When.AFTER_EPOCH);
    List<String> targets =
        ToMindSpore.all(steps, Loop.of(6, 4)).stream().map(Conversion::target).toList();
    assertEquals(
        List.of(
            "list",
            "table",
            "nn.exponential_decay_lr",
            "nn.ExponentialDecayLR",
            "experimental.optim.lr_scheduler.StepLR"),
        targets);
  }
}
