package dev.lockstep.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScalarsTest {
  private static void refused(String message, Runnable computation) {
    ArithmeticException refusal = assertThrows(ArithmeticException.class, computation::run);
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void whatIsNoNumberIsRefused() {
    refused("float division by zero", () -> Scalars.divide(1, 0));
    refused("float division by zero", () -> Scalars.divide(0, -0.0));
    refused("integer modulo by zero", () -> Scalars.modulo(3, 0));
    refused("integer division or modulo by zero", () -> Scalars.floorDivide(3, 0));
    refused("0.0 cannot be raised to a negative power", () -> Scalars.power(0, -0.5));
    refused("-2.0 to the power 0.5 is complex", () -> Scalars.power(-2, 0.5));
    refused("1.0E10 to the power 40.0 is too large for a double", () -> Scalars.power(1e10, 40));
  }

  @Test
  void wholeNumbersAreDividedDownwards() {
    assertEquals(-1, Scalars.floorDivide(-1, 3));
    assertEquals(2, Scalars.modulo(-1, 3));
    assertEquals(-1, Scalars.modulo(5, -3));
  }

  @Test
  void infinityAndNanOfTheCallerStay() {
    assertEquals(Double.POSITIVE_INFINITY, Scalars.power(Double.POSITIVE_INFINITY, 2));
    assertEquals(Double.NaN, Scalars.power(Double.NaN, 2));
    assertEquals(1, Scalars.power(0, 0));
    assertEquals(Double.POSITIVE_INFINITY, Scalars.divide(1e300, 1e-300));
  }
}
