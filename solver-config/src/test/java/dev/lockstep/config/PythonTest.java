package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PythonTest {
  @Test
  void numbersAreWrittenAsReprDoes() {
    assertEquals("0.1", Python.number(0.1));
    assertEquals("1.0", Python.number(1));
    assertEquals("1e-05", Python.number(1e-5));
    assertEquals("0.0001", Python.number(1e-4));
    assertEquals("1e+16", Python.number(1e16));
    assertEquals("1234567890123456.0", Python.number(1234567890123456.0));
    assertEquals("-2.5e-08", Python.number(-2.5e-8));
    assertEquals("5e-324", Python.number(Double.MIN_VALUE));
    assertEquals("1e+22", Python.number(1e22));
    assertEquals("-0.0", Python.number(-0.0));
    assertEquals("100.0", Python.number(100));
  }

  @Test
  void valuesAreLiterals() {
    assertEquals(
        "[1, 2.0, True, None, \"a\\\"b\"]",
        Python.literal(Arrays.asList(1, 2.0, true, null, "a\"b")));
    assertEquals("(0.9,)", Python.literal(Map.of("tuple", List.of(0.9))));
    assertEquals("(0.9, 0.999)", Python.literal(Map.of("tuple", List.of(0.9, 0.999))));
    assertEquals("{\"a\": 1}", Python.literal(Map.of("a", 1)));
  }

  @Property
  void everyNumberIsReadBackToItsBits(@ForAll double value) {
    assertEquals(value, Double.parseDouble(Python.number(value)));
  }
}
