package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.CENTERED;
import static dev.lockstep.torch.optim.TorchOptions.alpha;
import static dev.lockstep.torch.optim.TorchOptions.centered;
import static dev.lockstep.torch.optim.TorchOptions.eps;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RMSpropTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(
        new RMSprop(one(example()), lr(0.1), alpha(0.9), eps(0.1)), 0.806287, -1.86038, 0.259747);
    assertFirstStep(
        new RMSprop(one(example()), lr(0.1), alpha(0.9), eps(0.1), momentum(0.9), centered(true)),
        0.8,
        -1.857143,
        0.25);
    assertFirstStep(
        new RMSprop(one(example()), lr(0.1), alpha(0.9), eps(0.1), centered(true)),
        0.8,
        -1.857143,
        0.25);
    assertFirstStep(
        new RMSprop(one(example()), lr(0.1), alpha(0.9), eps(0.1), momentum(0.9)),
        0.806287,
        -1.86038,
        0.259747);
  }

  @Test
  void theStateHoldsWhatTheOptionsNeed() {
    assertKeys(List.of("step", "square_avg"), new RMSprop(one(example())));
    assertKeys(
        List.of("step", "square_avg", "grad_avg"), new RMSprop(one(example()), centered(true)));
    RMSprop all = new RMSprop(one(example()), centered(true), momentum(0.5));
    assertKeys(List.of("step", "square_avg", "momentum_buffer", "grad_avg"), all);
    all.paramGroups().get(0).set(CENTERED, false);
    all.step();
  }

  private static void assertKeys(List<String> keys, RMSprop rmsprop) {
    step(rmsprop, 1, 1, 1);
    Parameter p = rmsprop.paramGroups().get(0).params().get(0);
    assertEquals(keys, List.copyOf(rmsprop.state(p).keySet()));
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Invalid alpha value: -1.0, must be at least 0",
        refusal(() -> new RMSprop(one(example()), alpha(-1))));
    assertEquals(
        "Invalid momentum value: -1.0, must be at least 0",
        refusal(() -> new RMSprop(one(example()), momentum(-1))));
  }
}
