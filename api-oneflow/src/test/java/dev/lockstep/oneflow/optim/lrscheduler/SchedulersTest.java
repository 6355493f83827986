package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.OneFlowOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.lr;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.decayBatch;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.factor;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.gamma;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.intervalRescaling;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.milestones;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.schedulers;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.stepSize;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.t0;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.tMax;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.tMult;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.totalIters;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.warmupIters;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.warmupMethod;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.oneflow.optim.Optimizer;
import dev.lockstep.oneflow.optim.SGD;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What OneFlow's schedulers do otherwise than torch's. */
class SchedulersTest {
  private final Optimizer optimizer =
      new SGD(List.of(new Parameter("w", Tensor.zeros(DType.F32, 1))), lr(1));

  private double rate() {
    return optimizer.paramGroups().get(0).get(LR);
  }

  private void stepTo(LRScheduler scheduler, int step) {
    while (scheduler.lastStep() < step) {
      scheduler.step();
    }
  }

  @Test
  void aLaterSchedulerSeesTheAbsoluteStepUnlessRescaled() {
    LRScheduler constant = new ConstantLR(optimizer, factor(0.5), totalIters(2));
    LRScheduler falling = new ExponentialLR(optimizer, gamma(0.5));
    stepTo(new SequentialLR(optimizer, schedulers(constant, falling), milestones(2)), 3);
    assertEquals(0.125, rate());

    stepTo(
        new SequentialLR(
            optimizer, schedulers(constant, falling), milestones(2), intervalRescaling(true)),
        3);
    assertEquals(0.5, rate());
  }

  @Test
  void aPolynomialEndsAtARateAboveZero() {
    stepTo(new PolynomialLR(optimizer, decayBatch(3)), 5);
    assertEquals(0.0001, rate());
  }

  @Test
  void restartsAreFoundWithALogarithmThatErrs() {
    LRScheduler scheduler = new CosineAnnealingWarmRestarts(optimizer, t0(1), tMult(3));
    // (3^5 - 1)/2 = 121 is the beginning of a cycle; OneFlow takes it for the end of the one before
    assertEquals(0, scheduler.getLr(1, 121), 1e-15);
    assertEquals(1, scheduler.getLr(1, 4));
  }

  @Test
  void theStepOfTheIterationsIsTheFirstThatIsNotWarmed() {
    LRScheduler warm = new WarmupLR(optimizer, warmupIters(4), warmupMethod("constant"));
    assertEquals(1.0 / 3, rate());
    stepTo(warm, 3);
    assertEquals(1.0 / 3, rate());
    stepTo(warm, 4);
    assertEquals(1, rate());
  }

  @Test
  void aLinearWarmUpMeetsTheScheduler() {
    LRScheduler cosine = new CosineAnnealingLR(optimizer, tMax(8));
    LRScheduler warm = new WarmupLR(cosine, warmupIters(4));
    stepTo(warm, 4);
    assertEquals(cosine.getLr(1, 4), rate());
    // one more step of the line would be this far up
    double line = 1.0 / 3 + (rate() - 1.0 / 3) * 0.75;
    assertEquals(line, warm.getLr(1, 3), 1e-15);
  }

  @Test
  void aGraphRoundsTheRateToFloat32() {
    LRScheduler step = new StepLR(optimizer, stepSize(2), gamma(0.1));
    assertEquals(0.1f, step.getGraphLr(1, 2));
    LRScheduler chained = new ChainedScheduler(step);
    assertThrows(OptionException.class, () -> chained.getGraphLr(1, 2));
  }

  @Test
  void refusalsSayWhatWasGotAndWhereToGo() {
    OptionException unsorted =
        assertThrows(OptionException.class, () -> new MultiStepLR(optimizer, milestones(5, 5)));
    assertEquals(
        "MultiStepLR: values in `list` milestone must be increasing, but got [5, 5]",
        unsorted.getMessage());
    OptionException resumed =
        assertThrows(
            OptionException.class, () -> new StepLR(optimizer, stepSize(3), LAST_STEP.is(4)));
    assertTrue(String.valueOf(resumed.getMessage()).contains("initial_lr"));
    OptionException late =
        assertThrows(OptionException.class, () -> new StepLR(optimizer, gamma(0.5)));
    assertEquals("StepLR: step_size must be given", late.getMessage());
  }

  @Test
  void aSavedScheduleGoesOn() {
    LRScheduler saved = new ExponentialLR(optimizer, gamma(0.5));
    stepTo(saved, 3);
    LRScheduler loaded = new ExponentialLR(optimizer, gamma(0.5));
    loaded.loadStateDict(saved.stateDict());
    loaded.step();
    assertEquals(0.0625, rate());
  }
}
