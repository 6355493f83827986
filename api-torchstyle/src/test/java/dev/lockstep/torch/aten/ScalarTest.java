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
