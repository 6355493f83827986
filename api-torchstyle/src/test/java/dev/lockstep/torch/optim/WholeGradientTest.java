package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.amsgrad;
import static dev.lockstep.torch.optim.TorchOptions.betas;
import static dev.lockstep.torch.optim.TorchOptions.eps;
import static dev.lockstep.torch.optim.TorchOptions.foreach;
import static dev.lockstep.torch.optim.TorchOptions.fused;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.TorchOptions.nesterov;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Settings of kernels that no trace has, in numbers without roundings, over body and tail. */
class WholeGradientTest {
  // Two vectors of eight, and a tail.
  private static final int SIZE = 21;

  @Test
  void aFirstMomentWithoutMemoryIsTheGradientOfBodyAndTail() {
    checkFirstMoment(p -> new Adam(p, betas(0, 0.99)));
    checkFirstMoment(p -> new Adam(p, betas(0, 0.99), amsgrad(true)));
    checkFirstMoment(p -> new Adamax(p, betas(0, 0.99)));
    checkFirstMoment(p -> new NAdam(p, betas(0, 0.99)));
    checkFirstMoment(p -> new NAdam(p, betas(0, 0.99), foreach(true)));
    // Six steps: the variance is tractable in the last ones.
    checkFirstMoment(p -> new RAdam(p, betas(0, 0.99)));
  }

  private static void checkFirstMoment(Function<List<Parameter>, Optimizer> make) {
    Parameter p = new Parameter("p", Tensor.of(new float[SIZE]));
    Optimizer optimizer = make.apply(List.of(p));
    for (int step = 1; step <= 6; step++) {
      float[] gradient = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        gradient[i] = step * (i - 10);
      }
      p.setGrad(Tensor.of(gradient));
      optimizer.step();
      Tensor moment = assertInstanceOf(Tensor.class, optimizer.state(p).get("exp_avg"));
      assertArrayEquals(gradient, moment.floats(), 0);
    }
  }

  @Test
  void fusedNesterovLooksAheadInBodyAndTail() {
    float[] start = new float[SIZE];
    Arrays.fill(start, 1);
    Parameter p = new Parameter("p", Tensor.of(start));
    SGD sgd = new SGD(List.of(p), lr(0.25), momentum(0.5), nesterov(true), fused(true));
    float[] gradient = new float[SIZE];
    Arrays.fill(gradient, 2);
    p.setGrad(Tensor.of(gradient));
    sgd.step(); // the buffer is 2
    sgd.step(); // the buffer is 3
    float[] expected = new float[SIZE];
    Arrays.fill(expected, 1 - 0.25f * (2 + 1) - 0.25f * (2 + 1.5f));
    assertArrayEquals(expected, p.value().floats());
  }

  @Test
  void adagradOfRowsAddsEpsilonToTheRoot() {
    Parameter p = new Parameter("p", Tensor.of(new float[] {1, 1}, 2, 1));
    p.setGrad(new SparseRows(new int[] {1}, Tensor.of(new float[] {3}, 1, 1)));
    new Adagrad(List.of(p), lr(1), eps(1)).step();
    assertEquals(1, p.value().get(0));
    assertEquals(1 - 3.0 / (3 + 1), p.value().get(1));
  }
}
