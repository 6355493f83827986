package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonTest {
  @Test
  void valuesAreLiterals() {
    assertEquals(
        "[1, 2.0, True, None, \"a\\\"b\"]",
        Python.literal(Arrays.asList(1, 2.0, true, null, "a\"b")));
    assertEquals("(0.9,)", Python.literal(Map.of("tuple", List.of(0.9))));
    assertEquals("(0.9, 0.999)", Python.literal(Map.of("tuple", List.of(0.9, 0.999))));
    assertEquals("{\"a\": 1}", Python.literal(Map.of("a", 1)));
  }
}
