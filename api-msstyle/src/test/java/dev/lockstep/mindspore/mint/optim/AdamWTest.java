package dev.lockstep.mindspore.mint.optim;

import static dev.lockstep.mindspore.MindSporeOptions.amsgrad;
import static dev.lockstep.mindspore.MindSporeOptions.betas;
import static dev.lockstep.mindspore.MindSporeOptions.eps;
import static dev.lockstep.mindspore.MindSporeOptions.lr;
import static dev.lockstep.mindspore.MindSporeOptions.maximize;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published formula, by hand: there is no trace of it, because no CPU has the operator. */
class AdamWTest {
  // Some roundings to float32 of numbers below 2.
  private static final double TOLERANCE = 5e-7;

  private static final Option[] OPTIONS = {
    lr(0.1), betas(0.5, 0.75), eps(1), weightDecay(0.5), amsgrad(false)
  };

  @Test
  void theParameterDecaysThenTheCorrectedMomentsMoveIt() {
    assertEquals(2 * 0.95 - 0.1 * 3 / (3 + 1), after(OPTIONS, 3), TOLERANCE);
    // Moments 0.75/0.75 and 1.6875/0.4375.
    double first = 2 * 0.95 - 0.075;
    double second = first * 0.95 - 0.1 / (Math.sqrt(27.0 / 7) + 1);
    assertEquals(second, after(OPTIONS, 3, 0), TOLERANCE);
  }

  @Test
  void amsgradKeepsTheLargestMomentBeforeItsCorrection() {
    Option[] options = OPTIONS.clone();
    options[4] = amsgrad(true);
    double first = 2 * 0.95 - 0.075;
    double second = first * 0.95 - 0.1 / (Math.sqrt(36.0 / 7) + 1); // 2.25/0.4375
    assertEquals(second, after(options, 3, 0), TOLERANCE);
  }

  @Test
  void maximizingTurnsTheStepButNotTheDecay() {
    Option[] options = Arrays.copyOf(OPTIONS, OPTIONS.length + 1);
    options[OPTIONS.length] = maximize(true);
    assertEquals(2 * 0.95 + 0.075, after(options, 3), TOLERANCE);
  }

  @Test
  void theCounterIsOneLessThanTheSteps() {
    AdamW adam = new AdamW(List.of(new Parameter("p", scalar(1))), lr(0.1));
    assertEquals(-1, counter(adam));
    adam.apply(List.of(scalar(1)));
    assertEquals(0, counter(adam));
  }

  private static double counter(AdamW adam) {
    return assertInstanceOf(Tensor.class, adam.globalState().get("state_step")).get(0);
  }

  private static double after(Option[] options, double... gradients) {
    Parameter p = new Parameter("p", scalar(2));
    AdamW adam = new AdamW(List.of(p), options);
    for (double gradient : gradients) {
      adam.apply(List.of(scalar(gradient)));
    }
    return p.value().get(0);
  }

  private static Tensor scalar(double value) {
    return Tensor.of(new float[] {(float) value});
  }
}
