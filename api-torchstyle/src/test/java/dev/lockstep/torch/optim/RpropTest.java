package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.parameter;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.etas;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.stepSizes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Etas;
import dev.lockstep.core.Parameter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpropTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(new Rprop(one(example()), lr(0.1)), 0.9, -1.9, 0.4);
  }

  @Test
  void aTurnShortensTheStepAndRestsOnce() {
    Parameter p = parameter(0);
    Rprop rprop = new Rprop(one(p), lr(1), etas(0.5, 2), stepSizes(0.1, 50));
    step(rprop, 3);
    step(rprop, 1);
    assertValues(p.value(), 0, -1 - 2);
    step(rprop, -1);
    assertValues(p.value(), 0, -3);
    assertValues(Hand.state(rprop, p, "prev"), 0, 0);
    assertValues(Hand.state(rprop, p, "step_size"), 0, 1);
    step(rprop, -1);
    assertValues(p.value(), 0, -2);
  }

  @Test
  void stepsStayWithinTheirBounds() {
    Parameter p = parameter(0);
    Rprop rprop = new Rprop(one(p), lr(1), etas(0.5, 2), stepSizes(0.75, 3));
    step(rprop, 1);
    step(rprop, 1);
    step(rprop, 1);
    assertValues(Hand.state(rprop, p, "step_size"), 0, 3);
    step(rprop, -1);
    step(rprop, 1);
    step(rprop, -1);
    assertValues(Hand.state(rprop, p, "step_size"), 0, 0.75);
  }

  @Test
  void aGradientThatIsNoNumberMovesNothing() {
    Parameter p = parameter(1);
    Rprop rprop = new Rprop(one(p), lr(0.5));
    step(rprop, 1);
    step(rprop, Double.NaN);
    assertValues(p.value(), 0, 0.5);
    assertValues(Hand.state(rprop, p, "step_size"), 0, 0.5);
  }

  /** Etas that only a group can have; what torch 2.15 gives. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.5 |  1 | -4 -1 0 4.5 4.5 5 3 5.5 4 13        | 1 0.5 0.5 0.5 0.375 0.5 1 0.5 1 1
          1   |  2 | 0 1 2 3 4 5 6 7 8 9                 | 1 1 1 1 1 1 1 1 1 1
          0.5 | -2 | -1.5 -0.5 0 3.5 4.5 5 4.5 6.5 6.5 10.5 | 0.375 0.375 0.5 0.375 0.375 0.5 0.5 0.375 0.375 0.375
          0   |  2 | -9 -2 1 1 4 6 0 9 -1 18             | 3 2 1 3 2 1 3 3 3 3
          0.5 |  0 | -4 -1 0 4.5 4.5 5 3 5.5 4 13        | 1 0.5 0.5 0.5 0.375 0.5 1 0.5 1 1
          """)
  void masksActOneAfterAnother(double minus, double plus, String values, String sizes) {
    Parameter p = parameter(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Rprop rprop = new Rprop(one(p), lr(1), stepSizes(0.375, 3));
    rprop.paramGroups().get(0).set(TorchOptions.ETAS, new Etas(minus, plus));
    step(rprop, 1, 1, 1, -1, -1, -1, 0, 2, 3, -3);
    step(rprop, 1, -1, 0, -1, 1, 0, 1, 2, 3, -3);
    step(rprop, 1, 1, 1, 1, 1, 1, 1, -1, 3, -3);
    step(rprop, 2, 1, -1, 1, -1, -1, 1, -1, 3, -3);
    assertValues(p.value(), 0, numbers(values));
    assertValues(Hand.state(rprop, p, "step_size"), 0, numbers(sizes));
  }

  private static double[] numbers(String text) {
    return Pattern.compile(" ").splitAsStream(text).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void whatTorchsConstructorRefusesIsRefused() {
    assertEquals(
        "Invalid eta values: 0.5, 0.9, must be in (0, 1) and above 1",
        refusal(() -> new Rprop(one(example()), etas(0.5, 0.9))));
  }
}
