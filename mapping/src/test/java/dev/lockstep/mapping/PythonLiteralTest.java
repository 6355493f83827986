package dev.lockstep.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonLiteralTest {
  @Test
  void valuesAreWrittenAsPythonWritesThem() {
    assertEquals("1e-08", PythonLiteral.of(1e-8));
    assertEquals("1.5e-05", PythonLiteral.of(1.5e-5));
    assertEquals("0.0001", PythonLiteral.of(1e-4));
    assertEquals("0.001", PythonLiteral.of(0.001));
    assertEquals("1000000.0", PythonLiteral.of(1e6));
    assertEquals("10000000.0", PythonLiteral.of(1e7));
    assertEquals("1e+16", PythonLiteral.of(1e16));
    assertEquals("-0.8", PythonLiteral.of(-0.8));
    assertEquals("0.0", PythonLiteral.of(0.0));
    assertEquals("5", PythonLiteral.of(5));
    assertEquals("True", PythonLiteral.of(true));
    assertEquals("None", PythonLiteral.of(null));
    assertEquals("(0.9, 0.999)", PythonLiteral.of(List.of(0.9, 0.999)));
    assertEquals("'min'", PythonLiteral.of("min"));
    assertEquals("lambda x: x", PythonLiteral.of(Map.of("python", "lambda x: x")));
  }
}
