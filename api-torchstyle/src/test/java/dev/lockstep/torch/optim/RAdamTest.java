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

class RAdamTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(
        new RAdam(one(example()), lr(0.1), eps(0.1), betas(0.9, 0.9)), 0.95, -1.975, 0.4);
  }

  @Test
  void rectificationStartsWithTheSixthStepForTheUsualBetas() {
    Parameter p = parameter(0);
    RAdam radam = new RAdam(one(p), lr(1), eps(0));
    for (int t = 1; t <= 5; t++) {
      step(radam, 3);
      // While it is not rectified the step is the corrected moment, here the gradient.
      assertValues(p.value(), 1e-12, -3.0 * t);
    }
    step(radam, 3);
    // Rectified, the gradient is divided by its size, 1 here, times a small factor.
    double step = -15 - p.value().get(0);
    assertEquals(rectification(6, 0.999), step, 1e-9);
  }

  private static double rectification(int t, double beta2) {
    double most = 2 / (1 - beta2) - 1;
    double power = Math.pow(beta2, t);
    double length = most - 2 * t * power / (1 - power);
    return Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Invalid beta parameter at index 1: 1.0, must be in [0, 1)",
        refusal(() -> new RAdam(one(example()), betas(0.9, 1))));
  }
}
