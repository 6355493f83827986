package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.parameter;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.eps;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.rho;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Parameter;
import org.junit.jupiter.api.Test;

class AdadeltaTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(new Adadelta(one(example())), 0.996838, -1.996838, 0.496838);
    assertFirstStep(new Adadelta(one(example()), lr(1), eps(0.1)), 0.552786, -1.757464, -0.207107);
    assertFirstStep(
        new Adadelta(one(example()), lr(1), eps(0.1), weightDecay(0.1)),
        0.485504,
        -1.589635,
        -0.224138);
  }

  @Test
  void bothAveragesByHand() {
    Parameter p = parameter(0);
    Adadelta adadelta = new Adadelta(one(p), lr(1), rho(0.5), eps(0.5));
    step(adadelta, 1);
    // v = 0.5; d = sqrt(0.5)/sqrt(1)*1
    double d = Math.sqrt(0.5);
    assertValues(p.value(), 1e-15, -d);
    assertValues(Hand.state(adadelta, p, "square_avg"), 0, 0.5);
    assertValues(Hand.state(adadelta, p, "acc_delta"), 1e-15, 0.25);
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Invalid rho value: 1.1, must be in [0, 1]",
        refusal(() -> new Adadelta(one(example()), rho(1.1))));
  }
}
