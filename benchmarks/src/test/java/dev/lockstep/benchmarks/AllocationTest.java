package dev.lockstep.benchmarks;

import static dev.lockstep.mindspore.MindSporeOptions.decaySteps;
import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.lossScale;
import static dev.lockstep.mindspore.MindSporeOptions.maxLr;
import static dev.lockstep.mindspore.MindSporeOptions.minLr;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.gamma;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.stepSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Api;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Threads;
import dev.lockstep.mindspore.nn.CosineDecayLR;
import dev.lockstep.mindspore.nn.LearningRateSchedule;
import dev.lockstep.torch.optim.AdamW;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.StepLR;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A step allocates nothing after the first ones: every optimizer, found by convention. */
class AllocationTest {
  /** Rules change in the first steps (RAdam's rectification, a first buffer). */
  private static final int WARM_STEPS = 12;

  private static final int STEPS = 8;

  /** Norms, matrix products and searches, which have work space beside their state. */
  private static final Set<String> WITH_WORKSPACE =
      Set.of("torch.optim.Adafactor", "torch.optim.LBFGS", "torch.optim.Muon");

  /** Below a tile, and several tiles and tasks. */
  private static final int[][] SHAPES = {{3, 5}, {20, 30}, {70_001}};

  @TestFactory
  Stream<DynamicTest> aStepAllocatesNothing() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Api api : Optimizers.all()) {
      for (Arithmetic arithmetic : Arithmetic.values()) {
        for (int threads : new int[] {1, 3}) {
          String name = api.name() + " " + arithmetic + " " + threads;
          tests.add(DynamicTest.dynamicTest(name, () -> check(api, arithmetic, threads)));
        }
      }
    }
    return tests.stream();
  }

  private static void check(Api api, Arithmetic arithmetic, int threads) {
    Runnable step = Optimizers.step(api, parameters(), arithmetic, Threads.of(threads));
    for (int i = 0; i < WARM_STEPS; i++) {
      step.run();
    }
    long least = least(step);
    if (WITH_WORKSPACE.contains(api.name())) {
      assertTrue(least > 0, "it allocates nothing: take it from the list");
    } else {
      assertEquals(0, least, () -> "bytes in a step of " + api.name());
    }
  }

  /**
   * The least that one of some steps allocated. Not the most: now and then the virtual machine
   * itself allocates on a thread, as when it replaces the code that runs there.
   */
  private static long least(Runnable step) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < STEPS; i++) {
      least = Math.min(least, Allocations.of(step));
    }
    return least;
  }

  /** Cells are asked for the rate within a step. */
  @Test
  void aStepWithAScheduleAllocatesNothing() {
    for (Arithmetic arithmetic : Arithmetic.values()) {
      List<Parameter> parameters = parameters();
      LearningRateSchedule schedule = new CosineDecayLR(minLr(0), maxLr(0.1), decaySteps(100));
      Option[] options = {learningRate(schedule), weightDecay(0.1), lossScale(128), arithmetic};
      dev.lockstep.mindspore.nn.Adam optimizer =
          new dev.lockstep.mindspore.nn.Adam(parameters, options);
      List<Tensor> gradients = parameters.stream().map(Parameter::grad).toList();
      optimizer.apply(gradients);
      assertEquals(0, least(() -> optimizer.apply(gradients)), arithmetic.name());
    }
  }

  /** A scheduler runs between steps; what it allocates does not depend on the parameters. */
  @Test
  void aTorchSchedulerAllocatesAFewNumbersAGroup() {
    SGD optimizer = new SGD(parameters(), TorchOptions.lr(0.1), TorchOptions.momentum(0.9));
    StepLR scheduler = new StepLR(optimizer, stepSize(2), gamma(0.5));
    optimizer.step();
    scheduler.step();
    assertTrue(least(scheduler::step) < 2048);
    assertEquals(0, least(optimizer::step));
  }

  @Test
  void aStepWithARateInATensorAllocatesNothing() {
    for (DType held : DType.values()) {
      Tensor rate = Tensor.scalar(held, 0.1);
      SGD sgd = new SGD(parameters(), TorchOptions.lr(rate), TorchOptions.momentum(0.9));
      AdamW adamW = new AdamW(parameters(), TorchOptions.lr(rate));
      for (int i = 0; i < WARM_STEPS; i++) {
        sgd.step();
        adamW.step();
      }
      assertEquals(0, least(sgd::step), held.id());
      assertEquals(0, least(adamW::step), held.id());
    }
  }

  @Test
  void allocationIsCounted() {
    assertTrue(Allocations.of(() -> parameters()) > 4 * 70_001);
  }

  private static List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (DType dtype : DType.values()) {
      for (int[] shape : SHAPES) {
        Parameter parameter = new Parameter("p" + parameters.size(), Tensor.zeros(dtype, shape));
        parameter.setGrad(Tensor.zeros(dtype, shape));
        for (int i = 0; i < parameter.value().size(); i++) {
          parameter.value().set(i, Work.parameter(i));
          parameter.grad().set(i, Work.gradient(i));
        }
        parameters.add(parameter);
      }
    }
    return parameters;
  }
}
