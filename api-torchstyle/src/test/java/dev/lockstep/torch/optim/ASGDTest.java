package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.parameter;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.alpha;
import static dev.lockstep.torch.optim.TorchOptions.lambd;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.t0;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ASGDTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(new ASGD(one(example()), lr(0.1), t0(0), lambd(0.1)), 0.94, -1.955, 0.395);
  }

  @Test
  void theRateFallsAndTheAverageStartsAfterT0() {
    Parameter p = parameter(0);
    ASGD asgd = new ASGD(one(p), lr(1), lambd(1), alpha(1), t0(1));
    step(asgd, -1);
    assertEquals(List.of("step", "eta", "mu", "ax"), List.copyOf(asgd.state(p).keySet()));
    // p = 0 + 1; then the rate is 1/(1 + 1).
    assertValues(p.value(), 0, 1);
    assertValues(Hand.state(asgd, p, "eta"), 0, 0.5);
    step(asgd, 0);
    // p = (1 - 0.5)*1; t - t0 = 1 still gives mu = 1.
    assertValues(p.value(), 0, 0.5);
    step(asgd, 0);
    step(asgd, 0);
    assertValues(Hand.state(asgd, p, "mu"), 1e-7, 1 / 3.0);
    double rate = (float) (1 / 3.0);
    double third = 0.5 * (1 - rate);
    double fourth = third * 0.75;
    assertValues(p.value(), 1e-15, fourth);
    assertValues(Hand.state(asgd, p, "ax"), 1e-15, third + (fourth - third) * 0.5);
  }

  @Test
  void theRateFallsInCommonArithmeticToo() {
    Parameter p = parameter(0);
    ASGD asgd = new ASGD(one(p), lr(1), lambd(1), alpha(1), Arithmetic.COMMON);
    step(asgd, -1);
    step(asgd, 0);
    assertValues(p.value(), 0, 0.5);
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Invalid lambd value: -1.0, must be at least 0",
        refusal(() -> new ASGD(one(example()), lambd(-1))));
    assertEquals(
        "Invalid alpha value: -1.0, must be at least 0",
        refusal(() -> new ASGD(one(example()), alpha(-1))));
  }
}
