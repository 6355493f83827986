package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.TorchOptions.adafactorEps;
import static dev.lockstep.torch.optim.TorchOptions.beta2Decay;
import static dev.lockstep.torch.optim.TorchOptions.d;
import static dev.lockstep.torch.optim.TorchOptions.foreach;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdafactorTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(new Adafactor(one(example()), lr(0.01)), 0.986771, -1.986771, 0.486771);
  }

  @Test
  void aMatrixKeepsMeansOfRowsAndColumns() {
    for (boolean many : new boolean[] {false, true}) {
      assertMatrixStep(foreach(many));
    }
  }

  private static void assertMatrixStep(Option implementation) {
    Parameter p = new Parameter("p", Tensor.of(new double[] {3, 3, 3, 3, 3, 3}, 2, 3));
    p.setGrad(Tensor.of(new double[] {1, 2, 2, 0, 2, 0}, 2, 3));
    Adafactor adafactor =
        new Adafactor(List.of(p), lr(0.5), adafactorEps(0, 1e-3), d(1), implementation);
    adafactor.step();
    assertEquals(List.of("step", "row_var", "col_var"), List.copyOf(adafactor.state(p).keySet()));
    assertValues(Hand.state(adafactor, p, "row_var"), 1e-15, 3, 4 / 3.0);
    assertValues(Hand.state(adafactor, p, "col_var"), 1e-15, 0.5, 4, 2);
    // v = row*col / mean(row); u = g/sqrt(v); clipped to a root mean square of 1; rms(p) = 3.
    double mean = (3 + 4 / 3.0) / 2;
    double[] u = {
      1 / Math.sqrt(3 * 0.5 / mean),
      2 / Math.sqrt(3 * 4 / mean),
      2 / Math.sqrt(3 * 2 / mean),
      0,
      2 / Math.sqrt(4 / 3.0 * 4 / mean),
      0
    };
    double sum = 0;
    for (double each : u) {
      sum += each * each;
    }
    double rate = 3 * 0.5 / Math.max(1, Math.sqrt(sum / 6));
    for (int i = 0; i < 6; i++) {
      assertEquals(3 - rate * u[i], p.value().get(i), 1e-14);
    }
  }

  /** Torch 2.15 refuses the number of one tensor alone; foreach multiplies tensors. */
  @Test
  void aStepBeyondFloat32IsRefusedAsInTorch() {
    Parameter single = new Parameter("p", Tensor.of(new float[] {1, 1}));
    single.setGrad(Tensor.of(new float[] {0.5f, 0.5f}));
    assertEquals(
        "value cannot be converted to type float without overflow: -1.0E299; the second eps, the"
            + " least size of a parameter, times the rate is too large",
        refusal(() -> new Adafactor(List.of(single), lr(0.1), adafactorEps(1e300)).step()));
    new Adafactor(List.of(single), lr(0.1), adafactorEps(1e300), foreach(true)).step();
    assertEquals(Double.NEGATIVE_INFINITY, single.value().get(0));
    Parameter wide = new Parameter("p", Tensor.of(new double[] {1, 1}));
    wide.setGrad(Tensor.of(new double[] {0.5, 0.5}));
    new Adafactor(List.of(wide), lr(0.1), adafactorEps(1e300)).step();
    assertEquals(-1e299, wide.value().get(0));
  }

  /** Torch 2.15 goes on with a step that is the largest float, and refuses the double behind it. */
  @Test
  void aStepOfTheLargestFloatIsTaken() {
    double largest = Float.MAX_VALUE;
    Parameter taken = new Parameter("p", Tensor.of(new float[] {1, 1}));
    taken.setGrad(Tensor.of(new float[] {0.5f, 0.5f}));
    new Adafactor(List.of(taken), lr(1), adafactorEps(largest)).step();
    assertEquals(-largest, taken.value().get(0));
    Parameter refused = new Parameter("p", Tensor.of(new float[] {1, 1}));
    refused.setGrad(Tensor.of(new float[] {0.5f, 0.5f}));
    assertEquals(
        "value cannot be converted to type float without overflow: -3.402823466385289E38; the"
            + " second eps, the least size of a parameter, times the rate is too large",
        refusal(
            () ->
                new Adafactor(List.of(refused), lr(1), adafactorEps(Math.nextUp(largest))).step()));
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Learning rate should be >= 0 but is: -1.0",
        refusal(() -> new Adafactor(one(example()), lr(-1))));
    assertEquals(
        "beta2_decay should be <= 0 but is: 0.5",
        refusal(() -> new Adafactor(one(example()), beta2Decay(0.5))));
    assertEquals(
        "epsilon1 should be >= 0 but is: -1.0",
        refusal(() -> new Adafactor(one(example()), adafactorEps(-1, 0))));
    assertEquals(
        "epsilon2 should be >= 0 but is: -1.0",
        refusal(() -> new Adafactor(one(example()), adafactorEps(-1))));
    assertEquals(
        "Clipping threshold d should be >= 1 but is: 0.5",
        refusal(() -> new Adafactor(one(example()), d(0.5))));
  }
}
