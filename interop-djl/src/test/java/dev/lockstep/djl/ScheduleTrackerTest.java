package dev.lockstep.djl;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.gamma;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.stepSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.training.tracker.Tracker;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.nn.CosineDecayLR;
import dev.lockstep.torch.optim.lrscheduler.StepLR;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTrackerTest {
  @Test
  void theFirstUpdateHasTheFirstRate() {
    Tracker tracker = ScheduleTracker.torch(0.1, sgd -> new StepLR(sgd, stepSize(2), gamma(0.1)));
    List<Float> rates = IntStream.rangeClosed(1, 5).mapToObj(tracker::getNewValue).toList();
    assertEquals(
        List.of(0.1f, 0.1f, (float) (0.1 * 0.1), (float) (0.1 * 0.1), (float) (0.1 * 0.1 * 0.1)),
        rates);
    assertEquals(0.1f, tracker.getNewValue(1), "again, as DJL asks for each parameter");
  }

  @Test
  void aScheduleOfMindSporeCountsFromZero() {
    CosineDecayLR schedule =
        new CosineDecayLR(
            MindSporeOptions.minLr(0.01),
            MindSporeOptions.maxLr(0.1),
            MindSporeOptions.decaySteps(4));
    Tracker tracker = ScheduleTracker.mindSpore(schedule);
    for (int update = 1; update <= 6; update++) {
      assertEquals(schedule.construct(update - 1), tracker.getNewValue(update));
    }
  }

  @Test
  void parametersHaveTheRateOfTheirName() {
    try (Net net = new Net(1)) {
      GroupTracker tracker =
          new GroupTracker(net.block(), name -> Tracker.fixed(name.endsWith("bias") ? 0.2f : 0.1f));
      for (var pair : net.block().getParameters()) {
        float expected = pair.getKey().endsWith("bias") ? 0.2f : 0.1f;
        assertEquals(expected, tracker.getNewValue(pair.getValue().getId(), 1));
      }
      assertThrows(IllegalArgumentException.class, () -> tracker.getNewValue("other", 1));
    }
  }

  @Test
  void updatesCountFromOne() {
    Tracker tracker =
        ScheduleTracker.mindSpore(
            new CosineDecayLR(
                MindSporeOptions.minLr(0.0),
                MindSporeOptions.maxLr(0.1),
                MindSporeOptions.decaySteps(4)));
    assertThrows(IllegalArgumentException.class, () -> tracker.getNewValue(0));
  }
}
