package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.TorchOptions.adjustLrFn;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.TorchOptions.nesterov;
import static dev.lockstep.torch.optim.TorchOptions.nsCoefficients;
import static dev.lockstep.torch.optim.TorchOptions.nsSteps;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MuonTest {
  // One iteration with these coefficients leaves a singular value of 1 as it is.
  private static final Option[] EXACT = {nsCoefficients(1.5, -0.5, 0), nsSteps(1), weightDecay(0)};

  @Test
  void aGradientOfRankOneBecomesItsDirection() {
    // u v' with unit vectors: singular value 1 after division by the norm.
    assertUpdate(new double[] {0, 0, 5, 0}, 2, 2, new double[] {0, 0, 1, 0});
  }

  @Test
  void theRateFollowsTheShape() {
    double[] grad = {7, 0, 0, 0, 0, 0, 0, 0};
    assertUpdate(grad, 4, 2, new double[] {Math.sqrt(2), 0, 0, 0, 0, 0, 0, 0});
    assertUpdate(grad, 2, 4, new double[] {1, 0, 0, 0, 0, 0, 0, 0});
    assertUpdate(
        grad, 2, 4, new double[] {0.4, 0, 0, 0, 0, 0, 0, 0}, adjustLrFn("match_rms_adamw"));
    assertUpdate(
        grad,
        2,
        4,
        new double[] {Math.sqrt(0.5), 0, 0, 0, 0, 0, 0, 0},
        adjustLrFn("spectral_unclamped"));
  }

  /** Torch 2.15: a matrix of 20 elements is a body of 16 and a tail of 4. */
  @Test
  void withoutMomentumTheZerosOfBodyAndTailHaveDifferentSigns() {
    Parameter p = new Parameter("p", Tensor.zeros(dev.lockstep.core.DType.F32, 4, 5));
    Muon muon = new Muon(List.of(p), momentum(0));
    for (float value : new float[] {-1f, -0f}) {
      Tensor grad = Tensor.zeros(dev.lockstep.core.DType.F32, 4, 5);
      grad.fill(value);
      p.setGrad(grad);
      muon.step();
    }
    Object state = muon.state(p).get("momentum_buffer");
    Tensor buffer = assertInstanceOf(Tensor.class, state);
    for (int i = 0; i < 20; i++) {
      assertEquals(i < 16 ? 0.0 : -0.0, buffer.get(i), "element " + i);
    }
  }

  private static void assertUpdate(
      double[] grad, int rows, int columns, double[] update, Option... more) {
    Parameter p = new Parameter("p", Tensor.zeros(dev.lockstep.core.DType.F64, rows, columns));
    p.setGrad(Tensor.of(grad, rows, columns));
    Option[] options = new Option[EXACT.length + more.length + 1];
    System.arraycopy(EXACT, 0, options, 0, EXACT.length);
    System.arraycopy(more, 0, options, EXACT.length, more.length);
    options[options.length - 1] = lr(1);
    new Muon(List.of(p), options).step();
    for (int i = 0; i < update.length; i++) {
      assertEquals(-update[i], p.value().get(i), 1e-15);
    }
  }

  @Test
  void theBufferLeansTowardsTheGradient() {
    Parameter p = new Parameter("p", Tensor.of(new double[] {1}, 1, 1));
    Muon muon = new Muon(List.of(p), momentum(0.75), nesterov(false), weightDecay(0.5), lr(0.5));
    p.setGrad(Tensor.of(new double[] {8}, 1, 1));
    muon.step();
    assertEquals(List.of("momentum_buffer"), List.copyOf(muon.state(p).keySet()));
    assertValues(Hand.state(muon, p, "momentum_buffer"), 0, 2);
  }

  @Test
  void whatTorchRefusesIsRefused() {
    assertEquals(
        "Muon only supports 2D parameters whereas we found a parameter with size: [3] (p)",
        refusal(() -> new Muon(one(example()))));
    Parameter matrix = new Parameter("p", Tensor.of(new double[] {1}, 1, 1));
    assertEquals(
        "Adjust learning rate function x is not supported; supported are [original,"
            + " match_rms_adamw, spectral_unclamped]",
        refusal(() -> new Muon(one(matrix), adjustLrFn("x"))));
    assertEquals(
        "momentum should be >= 0 but is: -1.0", refusal(() -> new Muon(one(matrix), momentum(-1))));
    assertEquals(
        "Number of steps must be less than 100 for computational efficiency, got 100",
        refusal(
            () -> {
              matrix.setGrad(Tensor.of(new double[] {1}, 1, 1));
              new Muon(one(matrix), nsSteps(100)).step();
            }));
  }
}
