package dev.lockstep.pet;

import static dev.lockstep.pet.PetOptions.baseLr;
import static dev.lockstep.pet.PetOptions.gamma;
import static dev.lockstep.pet.PetOptions.policy;
import static dev.lockstep.pet.PetOptions.steps;
import static dev.lockstep.pet.PetOptions.totalEpochs;
import static dev.lockstep.pet.PetOptions.totalIters;
import static dev.lockstep.pet.PetOptions.warmUpEpochs;
import static dev.lockstep.pet.PetOptions.warmUpFactor;
import static dev.lockstep.pet.PetOptions.warmUpIters;
import static dev.lockstep.pet.PetOptions.warmUpMethod;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Group;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The traces were run with the authors' own scheduler (QANet 61615c4 on torch 2.15). */
class LearningRateSchedulerTest {
  private static final OptimizerConfig OPTIMIZER = OptimizerConfig.of(baseLr(0.1));

  private static SGD sgd() {
    Parameter a = new Parameter("a", Tensor.of(new float[1]));
    Parameter b = new Parameter("b", Tensor.of(new float[1]));
    return new SGD(List.of(Group.of(List.of(a)), Group.of(List.of(b), lr(0.2))), lr(0.1));
  }

  private static Solver solver(String policy) {
    return new Solver(
        OPTIMIZER, SchedulerConfig.of(policy(policy), totalIters(10), steps(4, 7), warmUpIters(3)));
  }

  private static List<Double> rates(LearningRateScheduler scheduler, int count) {
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rates.add(scheduler.getLastLr()[0]);
      scheduler.optimizer().step();
      scheduler.step();
    }
    return rates;
  }

  private static void assertTrace(String policy, double... expected) {
    List<Double> rates = rates(new LearningRateScheduler(sgd(), solver(policy), -1), 10);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], rates.get(i), 5e-9, policy + " " + i); // recorded to 8 digits
    }
  }

  @Test
  void theRecordedTracesComeOut() {
    assertTrace("STEP", .01, .04, .07, .1, .01, .01, .01, .001, .001, .001);
    assertTrace("COSINE", .01, .03902113, .06331559, .07938926, .06545085, .05);
    assertTrace("POLY", .01, .0363813, .05726365, .07254178, .06314459);
  }

  @Test
  void stepCosineGoesOnWithTheCosine() {
    List<Double> cosine = rates(new LearningRateScheduler(sgd(), solver("COSINE"), -1), 10);
    List<Double> step = rates(new LearningRateScheduler(sgd(), solver("STEP"), -1), 10);
    List<Double> both = rates(new LearningRateScheduler(sgd(), solver("STEP_COSINE"), -1), 10);
    assertEquals(step.subList(0, 7), both.subList(0, 7));
    assertEquals(cosine.subList(7, 10), both.subList(7, 10));
  }

  @Test
  void everyGroupIsMultipliedByTheSameFactor() {
    SGD sgd = sgd();
    LearningRateScheduler scheduler = new LearningRateScheduler(sgd, solver("STEP"), -1);
    assertEquals(0.1 * 0.2, sgd.paramGroups().get(1).get(TorchOptions.LR));
    assertEquals(0.1, scheduler.factor());
    assertEquals(1, scheduler.iteration());
  }

  @Test
  void epochsAreConvertedEachByItself() {
    SchedulerConfig epochs =
        SchedulerConfig.of(totalEpochs(10), steps(3, 6), warmUpEpochs(1), warmUpIters(99));
    Schedule schedule = Schedule.of(epochs, 100);
    assertEquals(1000, schedule.maxIter());
    assertEquals(List.of(300, 600), schedule.milestones());
    assertEquals(100, schedule.warmUpIters());
    SchedulerConfig mixed =
        SchedulerConfig.of(totalIters(500), steps(3, 6), warmUpEpochs(2), totalIters(500));
    assertEquals(List.of(3, 6), Schedule.of(mixed, 100).milestones());
    assertEquals(200, Schedule.of(mixed, 100).warmUpIters());
    OptionException e = assertThrows(OptionException.class, () -> Schedule.of(epochs, -1));
    assertTrue(e.toString().contains("must be at least 1, got -1"), e.toString());
  }

  @Test
  void aChangeBeyondTheThresholdIsLoggedWithSevenDigits() {
    List<String> lines = new ArrayList<>();
    LearningRateScheduler scheduler =
        new LearningRateScheduler(sgd(), solver("STEP"), -1, 0, Policies.STANDARD, lines::add);
    rates(scheduler, 9);
    assertEquals(
        List.of(
            "Changing learning rate 0.0400000 -> 0.0700000",
            "Changing learning rate 0.0700000 -> 0.1000000",
            "Changing learning rate 0.1000000 -> 0.0100000",
            "Changing learning rate 0.0100000 -> 0.0010000"),
        lines);
  }

  @Test
  void polyPastTheEndIsRefusedInsteadOfComplex() {
    LearningRateScheduler scheduler = new LearningRateScheduler(sgd(), solver("POLY"), -1);
    rates(scheduler, 10);
    ArithmeticException e = assertThrows(ArithmeticException.class, scheduler::step);
    assertTrue(e.toString().contains("complex"), e.toString());
  }

  @Test
  void constantWarmUpMultipliesThePolicy() {
    Solver solver =
        new Solver(
            OPTIMIZER,
            SchedulerConfig.of(
                totalIters(10),
                steps(1),
                gamma(0.5),
                warmUpIters(2),
                warmUpMethod("CONSTANT"),
                warmUpFactor(0.25)));
    List<Double> rates = rates(new LearningRateScheduler(sgd(), solver, -1), 3);
    assertEquals(List.of(0.25 * 0.1, 0.25 * 0.5 * 0.1, 0.5 * 0.1), rates);
  }

  @Test
  void aSavedStateGoesOnWhereItWas() {
    SGD first = sgd();
    LearningRateScheduler scheduler = new LearningRateScheduler(first, solver("COSINE"), -1);
    scheduler.info().put("best_acc", 0.75);
    rates(scheduler, 4);
    Checkpointer saved = Checkpointer.of(first, scheduler);
    SGD second = saved.loadOptimizer(sgd());
    LearningRateScheduler loaded =
        saved.loadScheduler(new LearningRateScheduler(second, solver("STEP"), -1));
    assertEquals(0.75, loaded.info().get("best_acc"));
    assertEquals(rates(scheduler, 5), rates(loaded, 5)); // the state replaces the policy too
    Checkpointer.empty().loadScheduler(loaded);
  }

  @Test
  void ownPoliciesAreTakenAndUnknownOnesRefused() {
    Policies more = Policies.STANDARD.with("HALF", (schedule, iteration, warmUp) -> 0.5);
    Solver solver = new Solver(OPTIMIZER, SchedulerConfig.of(policy("HALF"), totalIters(3)));
    assertEquals(0.05, new LearningRateScheduler(sgd(), solver, -1, 0, more).getLastLr()[0]);
    OptionException e =
        assertThrows(OptionException.class, () -> new LearningRateScheduler(sgd(), solver, -1));
    assertEquals(
        "pet.SOLVER.SCHEDULER: POLICY must be one of STEP, COSINE, STEP_COSINE, POLY, got HALF",
        e.getMessage());
  }

  @Test
  void unsortedStepsAndUnknownWarmUpsAreRefused() {
    OptionException e = assertThrows(OptionException.class, () -> SchedulerConfig.of(steps(7, 4)));
    assertEquals("pet.SOLVER.SCHEDULER: STEPS must be sorted, [4, 7], got [7, 4]", e.getMessage());
    assertThrows(OptionException.class, () -> SchedulerConfig.of(warmUpMethod("EXP")));
  }
}
