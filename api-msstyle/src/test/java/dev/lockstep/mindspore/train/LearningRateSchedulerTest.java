package dev.lockstep.mindspore.train;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.nn.Momentum;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateSchedulerTest {

  private static Momentum optimizer(Option rate) {
    Parameter weight = new Parameter("w", Tensor.of(new float[1]));
    return new Momentum(List.of(weight), rate, momentum(0.9));
  }

  @Test
  void theFunctionSetsTheRateOfTheNextStep() {
    Momentum optimizer = optimizer(learningRate(0.5));
    List<Integer> steps = new ArrayList<>();
    LearningRateScheduler callback =
        new LearningRateScheduler(
            (lr, step) -> {
              steps.add(step);
              return step % 2 == 0 ? lr / 4 : lr;
            });
    float[] rates = new float[5];
    for (int step = 1; step <= rates.length; step++) {
      rates[step - 1] = optimizer.getLr()[0];
      callback.stepEnd(optimizer, step);
    }
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.125f, 0.125f, 0.03125f}, rates);
    assertEquals(List.of(1, 2, 3, 4, 5), steps);
  }

  @Test
  void theFunctionGetsTheTextOfTheRate() {
    assertEquals(0.1, LearningRateScheduler.printed(0.1f));
    assertEquals(0.01234568, LearningRateScheduler.printed(0.012345679f));
    assertEquals(1.2345679e-5, LearningRateScheduler.printed(1.2345679e-5f));
    assertEquals(0, LearningRateScheduler.printed(0));
  }

  @Test
  void aDynamicRateIsRefused() {
    LearningRateScheduler callback = new LearningRateScheduler((lr, step) -> lr);
    Momentum optimizer = optimizer(learningRate(new double[] {0.1, 0.2}));
    assertThrows(OptionException.class, () -> callback.stepEnd(optimizer, 1));
  }
}
