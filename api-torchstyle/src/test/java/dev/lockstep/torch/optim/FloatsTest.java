package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What torch and Python answer to numbers at the ends of their types; each was asked. */
class FloatsTest {
  private static final Parameter SINGLE = new Parameter("p", Tensor.zeros(DType.F32, 1));
  private static final Parameter DOUBLE = new Parameter("p", Tensor.zeros(DType.F64, 1));

  @ParameterizedTest
  @ValueSource(
      doubles = {Float.MAX_VALUE, -Float.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN, 1e-300})
  void aNumberThatFloat32HoldsFits(double number) {
    Floats.fit(SINGLE, number);
  }

  @Test
  void aNumberBeyondFloat32DoesNotFit() {
    double beyond = Math.nextUp((double) Float.MAX_VALUE);
    assertEquals(
        "value cannot be converted to type float without overflow: " + beyond,
        refusal(() -> Floats.fit(SINGLE, 1, beyond)));
    assertEquals(
        "value cannot be converted to type float without overflow: " + -beyond,
        refusal(() -> Floats.fit(SINGLE, -beyond)));
    Floats.fit(DOUBLE, beyond);
  }

  @ParameterizedTest
  @CsvSource({"2, Infinity, Infinity", "0.5, Infinity, 0", "Infinity, 2, Infinity", "2, 10, 1024"})
  void aPowerMayBeInfinite(double x, double y, double power) {
    assertEquals(power, Floats.pow(x, y));
  }

  @ParameterizedTest
  @CsvSource({"1e200, 2", "0, -1", "-2, 0.5"})
  void aPowerThatPythonRefusesOrMakesComplex(double x, double y) {
    assertEquals(
        "%s ** %s is out of range, a division by zero, or complex".formatted(x, y),
        refusal(() -> Floats.pow(x, y)));
  }
}
