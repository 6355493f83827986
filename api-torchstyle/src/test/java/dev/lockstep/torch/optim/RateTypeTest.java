package dev.lockstep.torch.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Options;
import dev.lockstep.core.Tensor;
import org.junit.jupiter.api.Test;

class RateTypeTest {
  private static final double X = 0.1;
  private static final double Y = 0.7;

  @Test
  void aFloatTensorRoundsBothNumbersAndTheResult() {
    assertEquals(0.1f, RateType.F32.round(X));
    assertEquals(0.1f + 0.7f, RateType.F32.plus(X, Y));
    assertEquals(0.1f - 0.7f, RateType.F32.minus(X, Y));
    assertEquals(0.1f * 0.7f, RateType.F32.times(X, Y));
    assertEquals(0.1f / 0.7f, RateType.F32.over(X, Y));
    assertEquals("f32 0.10000000149011612", RateType.F32.scalar(X).toString());
  }

  @Test
  void doublesAreNotRounded() {
    for (RateType type : new RateType[] {RateType.PYTHON, RateType.F64}) {
      assertEquals(X, type.round(X));
      assertEquals(X + Y, type.plus(X, Y));
      assertEquals(X - Y, type.minus(X, Y));
      assertEquals(X * Y, type.times(X, Y));
      assertEquals(X / Y, type.over(X, Y));
    }
    assertEquals("0.1", RateType.PYTHON.scalar(X).toString());
    assertEquals("f64 0.1", RateType.F64.scalar(X).toString());
  }

  @Test
  void onlyPythonRefusesToDivideByZero() {
    assertEquals("float division by zero: 0.1 / 0", Hand.refusal(() -> RateType.PYTHON.over(X, 0)));
    assertEquals(Double.POSITIVE_INFINITY, RateType.F32.over(X, 0));
    assertEquals(Double.POSITIVE_INFINITY, RateType.F64.over(X, 0));
  }

  @Test
  void whereTwoMeetTheWiderTensorCounts() {
    assertEquals(RateType.F32, RateType.PYTHON.with(RateType.F32));
    assertEquals(RateType.F32, RateType.F32.with(RateType.PYTHON));
    assertEquals(RateType.F64, RateType.F32.with(RateType.F64));
    assertEquals(RateType.F64, RateType.F64.with(RateType.F32));
  }

  @Test
  void commonArithmeticHasNumbersOnly() {
    Options options = new Options();
    options.set(TorchOptions.LR, X);
    assertEquals(RateType.PYTHON, RateType.of(options, TorchOptions.LR, Arithmetic.NATIVE));
    options.set(TorchOptions.lr(Tensor.scalar(DType.F32, X)));
    assertEquals(RateType.F32, RateType.of(options, TorchOptions.LR, Arithmetic.NATIVE));
    assertEquals(RateType.PYTHON, RateType.of(options, TorchOptions.LR, Arithmetic.COMMON));
    assertTrue(RateType.of(DType.F64).isTensor());
    assertFalse(RateType.PYTHON.isTensor());
  }
}
