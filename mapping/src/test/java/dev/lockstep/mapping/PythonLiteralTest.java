package dev.lockstep.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PythonLiteralTest {
  @Test
  void numbersAreWrittenAsReprDoes() {
    assertEquals("0.1", PythonLiteral.number(0.1));
    assertEquals("1.0", PythonLiteral.number(1));
    assertEquals("-0.8", PythonLiteral.number(-0.8));
    assertEquals("1e-05", PythonLiteral.number(1e-5));
    assertEquals("1.5e-05", PythonLiteral.number(1.5e-5));
    assertEquals("0.0001", PythonLiteral.number(1e-4));
    assertEquals("10000000.0", PythonLiteral.number(1e7));
    assertEquals("1e+16", PythonLiteral.number(1e16));
    assertEquals("1234567890123456.0", PythonLiteral.number(1234567890123456.0));
    assertEquals("-2.5e-08", PythonLiteral.number(-2.5e-8));
    assertEquals("5e-324", PythonLiteral.number(Double.MIN_VALUE));
    assertEquals("2e-323", PythonLiteral.number(2e-323));
    assertEquals("1e+22", PythonLiteral.number(1e22));
    assertEquals("0.0", PythonLiteral.number(0.0));
    assertEquals("-0.0", PythonLiteral.number(-0.0));
    assertEquals("100.0", PythonLiteral.number(100));
  }

  @Test
  void valuesAreWrittenAsPythonWritesThem() {
    assertEquals("5", PythonLiteral.of(5));
    assertEquals("True", PythonLiteral.of(true));
    assertEquals("None", PythonLiteral.of(null));
    assertEquals("(0.9, 0.999)", PythonLiteral.of(List.of(0.9, 0.999)));
    assertEquals("(0.9,)", PythonLiteral.of(List.of(0.9)));
    assertEquals("\"min\"", PythonLiteral.of("min"));
    assertEquals("\"a\\\"b\\\\\"", PythonLiteral.of("a\"b\\"));
    assertEquals("lambda x: x", PythonLiteral.of(Map.of("python", "lambda x: x")));
  }

  @Property
  void everyNumberIsReadBackToItsBits(@ForAll double value) {
    assertEquals(value, Double.parseDouble(PythonLiteral.number(value)));
  }
}
