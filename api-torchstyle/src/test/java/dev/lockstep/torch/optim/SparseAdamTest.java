package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.betas;
import static dev.lockstep.torch.optim.TorchOptions.eps;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparseAdamTest {
  @Test
  void onlyTheGivenRowsMoveAndForget() {
    for (Arithmetic arithmetic : Arithmetic.values()) {
      Parameter p = new Parameter("p", Tensor.of(new double[] {0, 0}, 2, 1));
      SparseAdam adam = new SparseAdam(List.of(p), lr(1), betas(0.5, 0.75), eps(1), arithmetic);
      p.setGrad(row(0, 2));
      adam.step();
      p.setGrad(row(1, 2));
      adam.step();
      // m = 1, v = 1: rate sqrt(1 - 0.75^t)/(1 - 0.5^t), epsilon before bias correction.
      assertValues(p.value(), 1e-15, -Math.sqrt(0.25) / 0.5 / 2, -Math.sqrt(0.4375) / 0.75 / 2);
      assertValues(Hand.state(adam, p, "exp_avg"), 0, 1, 1);
      assertEquals(2L, adam.state(p).get("step"));
    }
  }

  @Test
  void aGradientWithoutRowsCountsAStep() {
    Parameter p = new Parameter("p", Tensor.of(new double[] {1, 2}, 2, 1));
    SparseAdam adam = new SparseAdam(List.of(p));
    p.setGrad(row(0, 1));
    adam.zeroGrad(false);
    adam.step();
    assertEquals(1L, adam.state(p).get("step"));
    assertValues(p.value(), 0, 1, 2);
  }

  @Test
  void whatTorchRefusesIsRefused() {
    assertEquals(
        "SparseAdam does not support dense gradients, please consider Adam instead",
        refusal(() -> step(new SparseAdam(one(example())), 1, 1, 1)));
    assertEquals(
        "Invalid learning rate: 0.0, must be above 0",
        refusal(() -> new SparseAdam(one(example()), lr(0))));
    assertEquals(
        "Invalid epsilon value: 0.0, must be above 0",
        refusal(() -> new SparseAdam(one(example()), eps(0))));
  }

  private static SparseRows row(int row, double value) {
    return new SparseRows(new int[] {row}, Tensor.of(new double[] {value}, 1, 1));
  }
}
