package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.amsgrad;
import static dev.lockstep.torch.optim.TorchOptions.betas;
import static dev.lockstep.torch.optim.TorchOptions.decoupledWeightDecay;
import static dev.lockstep.torch.optim.TorchOptions.eps;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Parameter;
import org.junit.jupiter.api.Test;

class AdamWTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(
        new AdamW(one(example()), lr(0.1), eps(0.1), weightDecay(0.1)),
        0.906667,
        -1.908571,
        0.404091);
    assertFirstStep(
        new AdamW(one(example()), lr(0.1), amsgrad(true), betas(0.5, 0.6)), 0.899, -1.898, 0.3995);
  }

  @Test
  void itIsAdamWithDecoupledDecayToTheLastBit() {
    Parameter one = example();
    Parameter other = example();
    AdamW adamW = new AdamW(one(one), weightDecay(0.1));
    Adam adam = new Adam(one(other), weightDecay(0.1), decoupledWeightDecay(true));
    for (int i = 0; i < 3; i++) {
      step(adamW, 0.3, -0.7, 1.1);
      step(adam, 0.3, -0.7, 1.1);
    }
    Hand.assertValues(
        one.value(), 0, other.value().get(0), other.value().get(1), other.value().get(2));
  }

  @Test
  void itsGroupsSayThatDecayIsDecoupled() {
    assertEquals(
        true,
        new AdamW(one(example())).stateDict().paramGroups().get(0).get("decoupled_weight_decay"));
  }
}
