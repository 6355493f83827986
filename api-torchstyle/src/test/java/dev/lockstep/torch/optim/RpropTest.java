package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.parameter;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.etas;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.stepSizes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Parameter;
import org.junit.jupiter.api.Test;

class RpropTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(new Rprop(one(example()), lr(0.1)), 0.9, -1.9, 0.4);
  }

  @Test
  void aTurnShortensTheStepAndRestsOnce() {
    Parameter p = parameter(0);
    Rprop rprop = new Rprop(one(p), lr(1), etas(0.5, 2), stepSizes(0.1, 50));
    step(rprop, 3);
    step(rprop, 1);
    assertValues(p.value(), 0, -1 - 2);
    step(rprop, -1);
    assertValues(p.value(), 0, -3);
    assertValues(Hand.state(rprop, p, "prev"), 0, 0);
    assertValues(Hand.state(rprop, p, "step_size"), 0, 1);
    step(rprop, -1);
    assertValues(p.value(), 0, -2);
  }

  @Test
  void stepsStayWithinTheirBounds() {
    Parameter p = parameter(0);
    Rprop rprop = new Rprop(one(p), lr(1), etas(0.5, 2), stepSizes(0.75, 3));
    step(rprop, 1);
    step(rprop, 1);
    step(rprop, 1);
    assertValues(Hand.state(rprop, p, "step_size"), 0, 3);
    step(rprop, -1);
    step(rprop, 1);
    step(rprop, -1);
    assertValues(Hand.state(rprop, p, "step_size"), 0, 0.75);
  }

  @Test
  void aGradientThatIsNoNumberMovesNothing() {
    Parameter p = parameter(1);
    Rprop rprop = new Rprop(one(p), lr(0.5));
    step(rprop, 1);
    step(rprop, Double.NaN);
    assertValues(p.value(), 0, 0.5);
    assertValues(Hand.state(rprop, p, "step_size"), 0, 0.5);
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Invalid eta values: 0.5, 0.9, must be in (0, 1) and above 1",
        refusal(() -> new Rprop(one(example()), etas(0.5, 0.9))));
  }
}
