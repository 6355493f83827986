package dev.lockstep.torch.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What examples worked by hand have in common. */
final class Hand {
  // The examples that torch was run with (float32) are known to six digits.
  private static final double SIX_DIGITS = 6e-7;

  private Hand() {}

  /** A parameter of doubles. */
  static Parameter parameter(double... values) {
    return new Parameter("p", Tensor.of(values.clone()));
  }

  /** The parameter of the recorded examples. */
  static Parameter example() {
    return parameter(1, -2, 0.5);
  }

  /** One step with a gradient. */
  static void step(Optimizer optimizer, double... grad) {
    Parameter parameter = optimizer.paramGroups().get(0).params().get(0);
    parameter.setGrad(Tensor.of(grad.clone(), parameter.value().shape()));
    optimizer.step();
  }

  /** The first step of the recorded examples, from {@link #example}. */
  static void assertFirstStep(Optimizer optimizer, double... expected) {
    step(optimizer, 0.5, -0.25, 1);
    assertValues(optimizer.paramGroups().get(0).params().get(0).value(), SIX_DIGITS, expected);
  }

  /** A tensor of the state of a parameter. */
  static Tensor state(Optimizer optimizer, Parameter parameter, String key) {
    return tensor(optimizer.state(parameter), key);
  }

  /** A tensor of a state. */
  static Tensor tensor(Map<String, Object> state, String key) {
    return assertInstanceOf(Tensor.class, state.get(key), key);
  }

  static void assertValues(Tensor actual, double tolerance, double... expected) {
    assertEquals(expected.length, actual.size());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual.get(i), tolerance, "element " + i);
    }
  }

  /** The message of a refusal. */
  static String refusal(Executable executable) {
    return String.valueOf(assertThrows(OptionException.class, executable).getMessage());
  }

  /** A list of one. */
  static List<Parameter> one(Parameter parameter) {
    return List.of(parameter);
  }
}
