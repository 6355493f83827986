package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.parameter;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.betas;
import static dev.lockstep.torch.optim.TorchOptions.eps;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Parameter;
import org.junit.jupiter.api.Test;

class AdamaxTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(new Adamax(one(example()), lr(0.1), eps(0.1)), 0.916667, -1.928571, 0.409091);
  }

  @Test
  void theNormForgetsSlowlyAndHoldsEpsilon() {
    Parameter p = parameter(0);
    Adamax adamax = new Adamax(one(p), lr(1), betas(0, 0.5), eps(0.25));
    step(adamax, 2);
    step(adamax, 0.5);
    // u = max(0.5*2.25, 0.5 + 0.25)
    assertValues(Hand.state(adamax, p, "exp_inf"), 0, 1.125);
    assertValues(p.value(), 1e-15, -2 / 2.25 - 0.5 / 1.125);
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Invalid beta parameter at index 1: 1.0, must be in [0, 1)",
        refusal(() -> new Adamax(one(example()), betas(0.9, 1))));
  }
}
