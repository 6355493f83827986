package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Which gradients a parameter takes. */
class ParameterTest {
  private final Parameter parameter = new Parameter("a", Tensor.zeros(DType.F32, 3, 2));

  @Test
  void aTransposedGradientDoesNotFit() {
    Tensor transposed = Tensor.zeros(DType.F32, 2, 3);

    assertThrows(IllegalArgumentException.class, () -> parameter.setGrad(transposed));

    assertFalse(parameter.hasGrad());
  }

  @Test
  void aGradientMayBeTheElementsInOneDimension() {
    Tensor flat = Tensor.zeros(DType.F32, 6);

    parameter.setGrad(flat);

    assertSame(flat, parameter.grad());
  }
}
