package dev.lockstep.torch.aten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.DType;
import dev.lockstep.torch.sqrt.IeeeSquareRoot;
import org.junit.jupiter.api.Test;

class ScalarTest {
  private static final Scalar PYTHON = Scalar.python(0.1);
  private static final Scalar TENSOR = Scalar.tensor(DType.F32, 0.3);

  @Test
  void pythonFloatsStayDoubleAmongThemselves() {
    assertEquals(0.1 + 0.2, PYTHON.plus(Scalar.python(0.2)).value());
    assertFalse(PYTHON.times(3).isTensor());
  }

  @Test
  void aPythonFloatIsRoundedWhereItMeetsATensor() {
    assertEquals(0.1f + 0.3f, PYTHON.plus(TENSOR).value());
    assertEquals(0.3f - 0.1f, TENSOR.minus(PYTHON).value());
    assertEquals(0.3f * 0.1f, TENSOR.times(0.1).value());
    assertEquals(0.3f / 0.1f, TENSOR.over(PYTHON).value());
    assertTrue(PYTHON.plus(TENSOR).isTensor());
  }

  @Test
  void aPythonFloatOverATensorTakesTwoRoundings() {
    assertEquals(0.1f * (1 / 0.3f), PYTHON.over(TENSOR).value());
  }

  @Test
  void ofTwoTensorsTheWiderTypeCounts() {
    Scalar wide = Scalar.tensor(DType.F64, 0.2);
    assertEquals(0.3f * 0.2, TENSOR.times(wide).value());
    assertEquals(0.2 / 0.3f, wide.over(TENSOR).value());
    assertEquals(DType.F64, TENSOR.plus(wide).type());
    assertEquals(DType.F32, TENSOR.plus(TENSOR).type());
  }

  /** Recorded from torch 2.15 on CPU, where C's powf is not correctly rounded. */
  @Test
  void aPowerToATensorIsPowfAndOneToAPythonFloatIsNot() {
    IeeeSquareRoot root = new IeeeSquareRoot();
    float x = Float.intBitsToFloat(0x3f7fa189);
    Scalar tensor = Scalar.tensor(DType.F32, x);
    Scalar step = Scalar.tensor(DType.F32, 2018);
    assertEquals(Float.intBitsToFloat(0x3d5eef93), tensor.pow(step, root).value());
    assertEquals(Float.intBitsToFloat(0x3d5eef93), Scalar.python(x).pow(step, root).value());
    assertEquals(Float.intBitsToFloat(0x3d5eef92), tensor.pow(Scalar.python(2018), root).value());
    Scalar ten = Scalar.tensor(DType.F32, 10);
    assertEquals(0x1p10, Scalar.tensor(DType.F64, 2).pow(ten, root).value());
  }

  @Test
  void comparisonsRoundThePythonFloat() {
    Scalar third = Scalar.tensor(DType.F32, 1 / 3.0);
    assertTrue(third.isAtMost(Scalar.python(1 / 3.0)));
    assertTrue(Scalar.python(1 / 3.0).isAtMost(third));
    assertFalse(Scalar.python(1 / 3.0).isBelow(third));
  }

  @Test
  void ofEqualsTheFirstIsTakenAsInPython() {
    Scalar one = Scalar.python(1);
    Scalar other = Scalar.tensor(DType.F32, 1);
    assertSame(one, one.min(other));
    assertSame(other, other.max(one));
    assertSame(PYTHON, one.min(PYTHON));
    assertSame(one, PYTHON.max(one));
  }

  @Test
  void signAndRoot() {
    assertEquals(-0.1, PYTHON.negative().value());
    assertEquals(0.1, PYTHON.negative().abs().value());
    assertEquals((float) Math.sqrt(0.3f), TENSOR.sqrt(new IeeeSquareRoot()).value());
    assertEquals("0.1", PYTHON.toString());
    assertEquals("f32 0.5", Scalar.tensor(DType.F32, 0.5).toString());
  }
}
