package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.TorchOptions.eps;
import static dev.lockstep.torch.optim.TorchOptions.fused;
import static dev.lockstep.torch.optim.TorchOptions.initialAccumulatorValue;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.lrDecay;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Group;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdagradTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(
        new Adagrad(one(example()), lr(0.1), initialAccumulatorValue(0.1), eps(0)),
        0.915485,
        -1.937983,
        0.404654);
    assertFirstStep(
        new Adagrad(one(example()), lr(0.1), lrDecay(0.1), eps(0.1)),
        0.916667,
        -1.928571,
        0.409091);
  }

  @Test
  void theStateIsThereBeforeTheFirstStepAndIgnoresAGroupsOwnStart() {
    Parameter p = example();
    Adagrad adagrad =
        new Adagrad(
            List.of(Group.of(one(p), initialAccumulatorValue(9))), initialAccumulatorValue(2));
    assertEquals(List.of("step", "sum"), List.copyOf(adagrad.state(p).keySet()));
    assertValues(Hand.state(adagrad, p, "sum"), 0, 2, 2, 2);
  }

  @Test
  void sparseGradientsMoveTheirRows() {
    Parameter p = new Parameter("p", Tensor.of(new double[] {1, 2, 3, 4}, 2, 2));
    p.setGrad(new SparseRows(new int[] {1}, Tensor.of(new double[] {3, 4}, 1, 2)));
    Adagrad adagrad = new Adagrad(one(p), lr(0.5), eps(0));
    adagrad.step();
    adagrad.step();
    double second = 0.5 / Math.sqrt(2);
    assertValues(p.value(), 1e-15, 1, 2, 2.5 - second, 3.5 - second);
    assertValues(Hand.state(adagrad, p, "sum"), 0, 0, 0, 18, 32);
    assertEquals(
        "weight_decay option is not compatible with sparse gradients",
        refusal(new Adagrad(one(p), weightDecay(0.1))::step));
    assertEquals(
        "`fused` does not support sparse grad or complex param",
        refusal(new Adagrad(one(p), fused(true))::step));
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Invalid lr_decay value: -1.0, must be at least 0",
        refusal(() -> new Adagrad(one(example()), lrDecay(-1))));
    assertEquals(
        "Invalid initial_accumulator_value value: -1.0, must be at least 0",
        refusal(() -> new Adagrad(one(example()), initialAccumulatorValue(-1))));
  }
}
