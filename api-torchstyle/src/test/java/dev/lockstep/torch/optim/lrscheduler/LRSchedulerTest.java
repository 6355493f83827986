package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.TorchOptions.INITIAL_LR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.Group;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.StateDict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LRSchedulerTest {

  private static void refused(String message, Runnable construction) {
    assertEquals(message, assertThrows(OptionException.class, construction::run).getMessage());
  }

  @Test
  void constructionAlreadyChangesTheRate() {
    Optimizer optimizer = Training.optimizer(0.5);
    new ConstantLR(optimizer, factor(0.25));
    assertArrayEquals(new double[] {0.125}, Training.rates(optimizer));
  }

  @Test
  void aSecondSchedulerKeepsTheInitialRateOfTheFirst() {
    Optimizer optimizer = Training.optimizer(0.5);
    new ConstantLR(optimizer, factor(0.25));
    LRScheduler second = new LambdaLR(optimizer, lrLambda(e -> 1));
    assertArrayEquals(new double[] {0.5}, second.getLastLr());
    assertEquals(0.5, optimizer.paramGroups().get(0).get(INITIAL_LR));
  }

  @Test
  void goingOnNeedsTheInitialRate() {
    refused(
        "StepLR: param 'initial_lr' is not specified in param_groups[0] when resuming scheduler"
            + " with last_epoch >= 0 (got 4); load the optimizer's state first, or leave last_epoch"
            + " out in a new training",
        () -> new StepLR(Training.optimizer(0.1), stepSize(3), lastEpoch(4)));
  }

  @Test
  void withTheStateOfTheOptimizerLastEpochGoesOn() {
    Optimizer first = Training.optimizer(0.1);
    Scheduler whole = new CosineAnnealingLR(first, tMax(9));
    Training.rows(first, whole, 4);
    StateDict state = first.stateDict();
    double[][] expected = Training.rows(first, whole, 5);

    Optimizer second = Training.optimizer(0.1);
    second.loadStateDict(state);
    Scheduler resumed = new CosineAnnealingLR(second, tMax(9), lastEpoch(3));
    assertArrayEquals(expected, Training.rows(second, resumed, 5));
  }

  @Test
  void aMissingArgumentIsNamed() {
    refused("StepLR: step_size must be given", () -> new StepLR(Training.optimizer(0.1)));
  }

  @Test
  void divisionsByZeroComeAtTheStepAtWhichTorchMeetsThem() {
    Optimizer optimizer = Training.optimizer(0.1);
    LRScheduler step = new StepLR(optimizer, stepSize(0));
    assertEquals(
        "StepLR at epoch 1: integer modulo by zero",
        assertThrows(ArithmeticException.class, step::step).getMessage());
    LRScheduler constant = new ConstantLR(optimizer, factor(0), totalIters(2));
    constant.step();
    assertEquals(
        "ConstantLR at epoch 2: float division by zero",
        assertThrows(ArithmeticException.class, constant::step).getMessage());
  }

  @Test
  void totalItersZeroNeverRestoresTheRate() {
    double[] trace = Training.trace(o -> new ConstantLR(o, factor(0.5), totalIters(0)), 3, 1);
    assertArrayEquals(new double[] {0.5, 0.5, 0.5, 0.5}, trace);
  }

  @Test
  void repeatedMilestonesDecayTogetherAndMilestoneZeroAtOnce() {
    double[] trace = Training.trace(o -> new MultiStepLR(o, milestones(2, 0, 2), gamma(0.5)), 3, 1);
    assertArrayEquals(new double[] {0.5, 0.5, 0.125, 0.125}, trace);
  }

  @Test
  void cosineRisesAgainBeyondItsLength() {
    double[] trace = Training.trace(o -> new CosineAnnealingLR(o, tMax(1)), 4, 1);
    assertArrayEquals(new double[] {1, 0, 1, 0, 1}, trace);
  }

  @Test
  void restartsMayBeSteppedByFractionsOfAnEpoch() {
    Optimizer optimizer = Training.optimizer(1);
    CosineAnnealingWarmRestarts restarts = new CosineAnnealingWarmRestarts(optimizer, t0(2));
    restarts.step(3.0);
    assertArrayEquals(new double[] {0.5}, Training.rates(optimizer), 1e-15);
    restarts.step(2.5);
    assertEquals((1 + Math.sqrt(0.5)) / 2, Training.rates(optimizer)[0], 1e-15);
    assertEquals(2, restarts.lastEpoch());
    assertEquals(0.5, restarts.stateDict().get("T_cur"));
  }

  /** T_0 1, T_mult 3: epoch 121 begins the sixth cycle, but the logarithm says the fifth. */
  @Test
  void restartsErrWhereTorchsLogarithmErrs() {
    Optimizer optimizer = Training.optimizer(1);
    CosineAnnealingWarmRestarts restarts =
        new CosineAnnealingWarmRestarts(optimizer, t0(1), tMult(3));
    restarts.step(121);
    assertArrayEquals(new double[] {0}, Training.rates(optimizer));
  }

  /** The example of torch's documentation of its recursion: each child acts on the running rate. */
  @Test
  void chainedSchedulersActOnTheRunningRate() {
    double[] trace =
        Training.trace(
            o ->
                new ChainedScheduler(
                    o,
                    schedulers(
                        new ConstantLR(o, factor(0.1), totalIters(3)),
                        new ExponentialLR(o, gamma(0.5)))),
            4,
            0.1);
    assertArrayEquals(new double[] {.01, .005, .0025, .0125, .00625}, trace, 1e-17);
  }

  @Test
  void aChainBeginsNoLaterPartOfASequence() {
    Optimizer o = Training.optimizer(0.1);
    Scheduler chain = new ChainedScheduler(o, schedulers(new ExponentialLR(o, gamma(0.5))));
    Scheduler sequence =
        new SequentialLR(o, schedulers(new ConstantLR(o, factor(0.1)), chain), milestones(2));
    sequence.step();
    assertThrows(UnsupportedOperationException.class, sequence::step);
  }

  /** Torch: the initial step of a chain is a whole step of its children. */
  @Test
  void aChainAsFirstPartOfASequenceTakesOneStepMore() {
    double[] trace =
        Training.trace(
            o ->
                new SequentialLR(
                    o,
                    schedulers(
                        new ChainedScheduler(o, schedulers(new ExponentialLR(o, gamma(0.5)))),
                        new ConstantLR(o, factor(1))),
                    milestones(2)),
            2,
            1);
    assertArrayEquals(new double[] {0.5, 0.25, 1}, trace);
  }

  @Test
  void oneCycleAllowsOneStepMoreThanItsTotal() {
    Optimizer optimizer = Training.optimizer(0.1);
    Scheduler cycle = new OneCycleLR(optimizer, maxLr(0.1), epochs(2), stepsPerEpoch(5));
    Training.rows(optimizer, cycle, 10);
    assertEquals(
        "OneCycleLR: Tried to step 11 times. The specified number of total steps is 10",
        assertThrows(IllegalStateException.class, cycle::step).getMessage());
  }

  @Test
  void aGroupThatCameLaterIsReported() {
    Optimizer optimizer = Training.optimizer(0.1);
    Scheduler lambda = new LambdaLR(optimizer, lrLambda(e -> 1));
    optimizer.addParamGroup(Group.of(List.of(new Parameter("late", Tensor.of(new float[1])))));
    assertEquals(
        "LambdaLR: the optimizer has 2 param groups, the scheduler was made for 1; make the"
            + " scheduler after the last addParamGroup",
        assertThrows(IllegalStateException.class, lambda::step).getMessage());
  }

  /** Torch 2.15: KeyError 'initial_lr'. */
  @Test
  void aCycleAsksALaterGroupForItsOptions() {
    Optimizer optimizer = Training.optimizer(0.1);
    Scheduler cycle = new OneCycleLR(optimizer, maxLr(0.5), totalSteps(10), cycleMomentum(false));
    optimizer.addParamGroup(Group.of(List.of(new Parameter("late", Tensor.of(new float[1])))));
    assertEquals(
        "OneCycleLR: param group 1 has no initial_lr: it was added after the scheduler was made;"
            + " make the scheduler after the last addParamGroup",
        assertThrows(IllegalStateException.class, cycle::step).getMessage());
  }

  @Test
  void theStateHasTorchsKeys() {
    Optimizer optimizer = Training.optimizer(0.1);
    assertEquals(
        Set.of(
            "step_size",
            "gamma",
            "base_lrs",
            "last_epoch",
            "_step_count",
            "_is_initial",
            "_get_lr_called_within_step",
            "_last_lr"),
        new StepLR(optimizer, stepSize(3)).stateDict().keySet());
  }

  @Test
  void theLoadedArgumentsCount() {
    Optimizer optimizer = Training.optimizer(1);
    Scheduler scheduler = new StepLR(optimizer, stepSize(1), gamma(0.5));
    scheduler.loadStateDict(Map.of("gamma", 0.25, "step_size", 2L));
    assertArrayEquals(new double[] {1}, Training.rows(optimizer, scheduler, 1)[1]);
    assertArrayEquals(new double[] {0.25}, Training.rows(optimizer, scheduler, 1)[1]);
  }

  @Test
  void aWrongStateIsLocated() {
    Scheduler scheduler = new StepLR(Training.optimizer(1), stepSize(1));
    OptionException refusal =
        assertThrows(
            OptionException.class, () -> scheduler.loadStateDict(Map.of("last_epoch", "three")));
    assertEquals(
        "StepLR: \"last_epoch\" of the state must be a number, got three", refusal.getMessage());
  }

  /** A function that remembers, as a callable object of Python's. */
  private static final class Fading implements IntToDoubleFunction, Restorable {
    private double factor = 1;

    @Override
    public double applyAsDouble(int epoch) {
      factor /= 2;
      return factor;
    }

    @Override
    public Map<String, Object> stateDict() {
      Map<String, Object> state = new LinkedHashMap<>();
      state.put("factor", factor);
      return state;
    }

    @Override
    public void loadStateDict(Map<String, Object> state) {
      factor = (Double) state.getOrDefault("factor", 1.0);
    }
  }

  @Test
  void aFunctionThatRemembersIsPartOfTheState() {
    Optimizer optimizer = Training.optimizer(1);
    Scheduler scheduler = new LambdaLR(optimizer, lrLambda(List.of(new Fading())));
    scheduler.step();
    Scheduler other = new LambdaLR(Training.optimizer(1), lrLambda(List.of(new Fading())));
    other.loadStateDict(scheduler.stateDict());
    other.step();
    assertArrayEquals(new double[] {0.125}, other.getLastLr());
  }

  @Test
  void ratesCanBePrinted() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Scheduler scheduler = new StepLR(Training.optimizer(0.1, 0.02), stepSize(3));
    scheduler.printLr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertEquals(
        List.of("learning rate of group 0: 1.0000e-01", "learning rate of group 1: 2.0000e-02"),
        bytes.toString(StandardCharsets.UTF_8).lines().toList());
  }
}
