package dev.lockstep.pet;

import static dev.lockstep.pet.PetOptions.baseLr;
import static dev.lockstep.pet.PetOptions.policy;
import static dev.lockstep.pet.PetOptions.totalIters;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.Group;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.SGD;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private static Parameter parameter() {
    return new Parameter("p", Tensor.of(new float[1]));
  }

  @Test
  void theRateOfTheBestGroupIsNotedBeforeTheScheduleGoesOn() {
    SGD sgd = new SGD(List.of(parameter()), lr(0.1));
    Solver solver =
        new Solver(
            OptimizerConfig.of(baseLr(0.1)),
            SchedulerConfig.of(policy("POLY"), PetOptions.lrPow(1), totalIters(4)));
    LearningRateScheduler scheduler = new LearningRateScheduler(sgd, solver, -1);
    Training training = new Training(new LRScheduler(sgd, scheduler));
    training.run(0, 4, sgd::step);
    assertEquals(
        List.of(0.1, 0.75 * 0.1, 0.05, 0.025),
        training.storage().history("lr").stream().map(Storage.Scalar::value).toList());
    assertFalse(training.storage().isSmoothed("lr"));
    assertEquals(3, training.storage().iteration());
  }

  @Test
  void theBestGroupIsTheLargestOrHasTheCommonestRate() {
    SGD large =
        new SGD(
            List.of(Group.of(List.of(parameter())), Group.of(List.of(parameter(), parameter()))),
            lr(0.1));
    assertEquals(1, hook(large).bestParamGroupId());
    SGD single =
        new SGD(
            List.of(
                Group.of(List.of(parameter()), lr(0.3)),
                Group.of(List.of(parameter())),
                Group.of(List.of(parameter()))),
            lr(0.1));
    assertEquals(1, hook(single).bestParamGroupId());
  }

  private static LRScheduler hook(SGD sgd) {
    Solver solver =
        new Solver(OptimizerConfig.of(), SchedulerConfig.of(policy("COSINE"), totalIters(4)));
    return new LRScheduler(sgd, new LearningRateScheduler(sgd, solver, -1));
  }

  @Test
  void hooksAreCalledInOrderAndAtTheEndEvenIfAStepFails() {
    List<String> calls = new ArrayList<>();
    Hook hook =
        new Hook() {
          @Override
          public void beforeTrain(Storage storage) {
            calls.add("before train");
          }

          @Override
          public void afterStep(Storage storage) {
            calls.add("after " + storage.iteration());
          }

          @Override
          public void afterTrain(Storage storage) {
            calls.add("after train");
          }
        };
    assertThrows(
        IllegalStateException.class,
        () ->
            new Training(hook)
                .run(
                    2,
                    9,
                    () -> {
                      if (calls.contains("after 3")) {
                        throw new IllegalStateException();
                      }
                    }));
    assertEquals(List.of("before train", "after 2", "after 3", "after train"), calls);
  }
}
