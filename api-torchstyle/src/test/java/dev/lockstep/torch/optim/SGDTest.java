package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.parameter;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM;
import static dev.lockstep.torch.optim.TorchOptions.dampening;
import static dev.lockstep.torch.optim.TorchOptions.fused;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.TorchOptions.nesterov;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Threads;
import java.util.List;
import org.junit.jupiter.api.Test;

class SGDTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(new SGD(one(example()), lr(0.1)), 0.95, -1.975, 0.4);
    assertFirstStep(
        new SGD(one(example()), lr(0.1), momentum(0.9), nesterov(true)), 0.905, -1.9525, 0.31);
    assertFirstStep(
        new SGD(one(example()), lr(0.1), momentum(0.9), dampening(0.5), weightDecay(0.1)),
        0.94,
        -1.955,
        0.395);
  }

  @Test
  void dampeningActsFromTheSecondUpdateOfAParameterOn() {
    Parameter p = parameter(1);
    SGD sgd = new SGD(one(p), lr(0.5), momentum(0.5), dampening(0.75));
    step(sgd, 2);
    assertValues(p.value(), 0, 0);
    sgd.zeroGrad();
    sgd.step();
    step(sgd, 4);
    // The buffer is 2, then 2*0.5 + 4*0.25 = 2.
    assertValues(p.value(), 0, -1);
  }

  @Test
  void withoutMomentumThereIsNoStateAndMomentumMayComeLater() {
    Parameter p = parameter(1);
    SGD sgd = new SGD(one(p), lr(0.5));
    step(sgd, 1);
    assertTrue(sgd.state(p).isEmpty());
    assertTrue(sgd.stateDict().state().isEmpty());
    sgd.paramGroups().get(0).set(MOMENTUM, 0.5);
    step(sgd, 1);
    step(sgd, 0);
    assertValues(Hand.state(sgd, p, "momentum_buffer"), 0, 0.5);
    assertValues(p.value(), 0, 1 - 0.5 - 0.5 - 0.25);
  }

  @Test
  void fusedNeedsAllFirstGradientsInTheSameStep() {
    Parameter early = parameter(1);
    Parameter late = new Parameter("late", Tensor.of(new double[] {1}));
    SGD sgd = new SGD(List.of(early, late), momentum(0.9), fused(true));
    step(sgd, 1);
    late.setGrad(Tensor.of(new double[] {1}));
    assertEquals(
        "fused SGD expected a momentum_buffer of each parameter with a gradient, got 1 of 2: with"
            + " fused=True all parameters of a group must get their first gradient in the same"
            + " step",
        refusal(sgd::step));
    assertValues(late.value(), 0, 1);
  }

  @Test
  void sparseGradientsMoveTheirRows() {
    Parameter p = new Parameter("p", Tensor.of(new double[] {1, 2, 3, 4}, 2, 2));
    SparseRows secondRow = new SparseRows(new int[] {1}, Tensor.of(new double[] {10, 20}, 1, 2));
    p.setGrad(secondRow);
    new SGD(one(p), lr(0.1)).step();
    assertValues(p.value(), 0, 1, 2, 2, 2);
    SGD moving = new SGD(one(p), lr(0.1), momentum(0.5));
    moving.step();
    p.setGrad(new SparseRows(new int[] {0}, Tensor.of(new double[] {10, 0}, 1, 2)));
    moving.step();
    assertValues(p.value(), 1e-15, 0, 2, 2 - 1 - 0.5, 2 - 2 - 1);
    assertEquals(
        "weight_decay is not supported with sparse gradients: add(sparse, dense) is not supported",
        refusal(new SGD(one(p), weightDecay(0.1))::step));
  }

  @Test
  void momentumOfRowsThatAreNotSortedIsRefusedInNativeArithmeticOnly() {
    Parameter p = new Parameter("p", Tensor.of(new double[] {1, 2, 3, 4}, 2, 2));
    p.setGrad(new SparseRows(new int[] {1, 0}, Tensor.of(new double[] {1, 1, 1, 1}, 2, 2)));
    String reason =
        "the order in which torch adds up the momentum of the sparse gradient of %s is not"
            + " reproduced; give the rows of a matrix sorted and each once, as coalesce() does, in"
            + " torch too, or use Arithmetic.COMMON";
    assertEquals(reason.formatted("p"), refusal(new SGD(one(p), momentum(0.5))::step));
    assertValues(p.value(), 0, 1, 2, 3, 4);
    Parameter vector = new Parameter("v", Tensor.of(new double[] {1, 2}, 2));
    vector.setGrad(new SparseRows(new int[] {0}, Tensor.of(new double[] {1}, 1)));
    assertEquals(reason.formatted("v"), refusal(new SGD(one(vector), momentum(0.5))::step));
    new SGD(one(p), lr(1), momentum(0.5), Arithmetic.COMMON).step();
    assertValues(p.value(), 0, 0, 1, 2, 3);
  }

  @Test
  void aGradientThatComesInTurnsIsStillTheGradient() {
    Parameter p = new Parameter("p", Tensor.of(new double[] {1, 2}, 2, 1));
    SparseRows twice = new SparseRows(new int[] {1, 1}, Tensor.of(new double[] {1, 3}, 2, 1));
    p.setGrad(twice);
    SGD sgd = new SGD(one(p), lr(0.5), Threads.of(3));
    sgd.step();
    assertValues(p.value(), 0, 1, 0);
    assertSame(twice, p.sparseGrad());
    sgd.step();
    assertValues(p.value(), 0, 1, -2);
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Invalid learning rate: -1.0, must be at least 0",
        refusal(() -> new SGD(one(example()), lr(-1))));
    assertEquals(
        "Invalid momentum value: -0.1, must be at least 0",
        refusal(() -> new SGD(one(example()), momentum(-0.1))));
    assertEquals(
        "Invalid weight_decay value: -0.1, must be at least 0",
        refusal(() -> new SGD(one(example()), weightDecay(-0.1))));
    assertEquals(
        "Nesterov momentum requires a momentum and zero dampening, got momentum=0.0, dampening=0.0",
        refusal(() -> new SGD(one(example()), nesterov(true))));
    new SGD(one(example()), lr(Double.NaN)); // torch compares with <
  }
}
