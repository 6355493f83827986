package dev.lockstep.core.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PerGroupTest {
  @Test
  void oneNumberFitsAnyNumberOfGroups() {
    assertTrue(PerGroup.of(0.1).fits(3));
    assertArrayEquals(new double[] {0.1, 0.1, 0.1}, PerGroup.of(0.1).spread(3));
  }

  @Test
  void aListOfOneIsForOneGroup() {
    PerGroup list = PerGroup.of(new double[] {0.1});
    assertTrue(list.fits(1));
    assertFalse(list.fits(2));
    assertEquals("[0.1]", list.toString());
  }

  @Test
  void aListOfOneFunctionIsForOneGroup() {
    assertTrue(EpochFunctions.of(e -> e).fits(2));
    assertFalse(EpochFunctions.of(List.of(e -> e)).fits(2));
    assertEquals(2, EpochFunctions.of(e -> e).spread(2).size());
  }
}
