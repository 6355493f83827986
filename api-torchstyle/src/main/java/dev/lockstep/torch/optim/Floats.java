package dev.lockstep.torch.optim;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.math.Glibc;

/**
 * Python's floats in a step, where they are refused: some operations raise, and torch converts none
 * that is beyond a tensor's type to an {@code alpha}, a {@code value} or a {@code weight}. It takes
 * infinities, and it takes any number in {@code mul}, {@code div} and {@code add}.
 */
final class Floats {
  private Floats() {}

  /** Each of these may go into an operation on the parameter. */
  static void fit(Parameter parameter, double... numbers) {
    boolean single = parameter.value().dtype() == DType.F32;
    for (double number : numbers) {
      if (single && Double.isFinite(number) && Math.abs(number) > Float.MAX_VALUE) {
        throw refusal("value cannot be converted to type float without overflow: %s", number);
      }
    }
  }

  /** {@code x / y}. */
  static double over(double x, double y) {
    if (y == 0) {
      throw refusal("float division by zero: %s / 0", x);
    }
    return x / y;
  }

  /** {@code x ** 0.5} that goes into a tensor. */
  static double root(double x) {
    if (x < 0) {
      throw refusal("result type Complex can't be cast to Float: the root of %s", x);
    }
    return Math.sqrt(x);
  }

  /** {@code x ** y}. */
  static double pow(double x, double y) {
    double power = Glibc.pow(x, y);
    if (!Double.isFinite(power) && Double.isFinite(x) && Double.isFinite(y)) {
      throw refusal("%s ** %s is out of range, a division by zero, or complex", x, y);
    }
    return power;
  }

  private static OptionException refusal(String message, Object... numbers) {
    return new OptionException(message.formatted(numbers));
  }
}
