package dev.lockstep.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LastPowerTest {
  @Test
  void itIsPowWhetherItRemembersOrNot() {
    LastPower power = new LastPower(CorrectlyRounded::pow);
    double[][] asked = {{0.9, 3}, {0.9, 3}, {0.9, 4}, {0.5, 4}, {0.9, 3}, {2, 0}, {2, 0}};
    for (double[] each : asked) {
      assertEquals(CorrectlyRounded.pow(each[0], each[1]), power.of(each[0], each[1]));
    }
  }
}
