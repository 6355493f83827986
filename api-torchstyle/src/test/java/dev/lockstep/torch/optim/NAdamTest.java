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
import static dev.lockstep.torch.optim.TorchOptions.momentumDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class NAdamTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(new NAdam(one(example()), lr(0.1)), 0.894355, -1.894355, 0.394355);
    assertFirstStep(new NAdam(one(example()), lr(0.1), eps(0.1)), 0.911962, -1.924539, 0.403959);
  }

  @Test
  void withoutMomentumDecayTheMomentumIsHalfOfBeta1() {
    Parameter p = parameter(0);
    NAdam nadam = new NAdam(one(p), lr(1), betas(0.5, 0.5), eps(0), momentumDecay(0));
    step(nadam, 2);
    // mu = 0.25 in every step; v/(1 - 0.5) = 4; m = 1.
    assertValues(p.value(), 1e-15, -(0.75 / 0.75 * 2 + 0.25 / (1 - 0.0625) * 1) / 2);
    assertEquals(
        List.of("step", "mu_product", "exp_avg", "exp_avg_sq"),
        List.copyOf(nadam.state(p).keySet()));
    assertValues(Hand.state(nadam, p, "mu_product"), 0, 0.25);
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Invalid momentum_decay value: -1.0, must be at least 0",
        refusal(() -> new NAdam(one(example()), momentumDecay(-1))));
  }
}
