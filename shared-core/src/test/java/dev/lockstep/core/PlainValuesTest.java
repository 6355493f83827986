package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Option types are read by their shape: here a few that no facade has. */
class PlainValuesTest {
  /** Read by its factories. */
  public record Rate(String kind, Object value) {
    public static Rate of(double constant) {
      return new Rate("constant", constant);
    }

    public static Rate list(double... values) {
      return new Rate("list", List.of(values[0], values[1]));
    }
  }

  /** Read from a list or a map. */
  public record Pair(double first, double second) {}

  /** With an absent part. */
  public record Eps(OptionalDouble first, double second) {}

  /** Nothing but a list. */
  public record Names(List<String> names) {}

  private static <T> T read(Class<T> type, Object plain) {
    return OptionKey.of("x", type).read(plain);
  }

  @Test
  void recordsAreReadFromListsAndMaps() {
    assertEquals(new Pair(0.9, 1), read(Pair.class, List.of(0.9, 1)));
    assertEquals(new Pair(0.9, 1), read(Pair.class, Map.of("first", 0.9, "second", 1)));
    assertEquals(new Names(List.of("a", "b")), read(Names.class, List.of("a", "b")));
    assertEquals(new Names(List.of("a")), read(Names.class, List.of("a")));
  }

  @Test
  void noneInsideARecordIsAnAbsentPart() {
    List<Object> list = new ArrayList<>();
    list.add(null);
    list.add(0.001);

    assertEquals(new Eps(OptionalDouble.empty(), 0.001), read(Eps.class, list));
  }

  @Test
  void otherTypesAreReadByTheirFactories() {
    assertEquals(new Rate("constant", 0.5), read(Rate.class, 0.5));
    assertEquals(new Rate("list", List.of(1.0, 0.5)), read(Rate.class, List.of(1, 0.5)));
  }

  @Test
  void textsNameConstants() {
    assertEquals(Arithmetic.COMMON, read(Arithmetic.class, "common"));
    assertThrows(OptionException.class, () -> read(Arithmetic.class, "exact"));
  }

  @Test
  void arraysAreReadElementByElement() {
    assertArrayEquals(new double[] {1, 0.5}, read(double[].class, List.of(1, 0.5)));
    assertThrows(OptionException.class, () -> read(double[].class, List.of(1, "x")));
  }

  @Test
  void numbersThatWouldChangeAreRefused() {
    assertEquals(3, read(Integer.class, 3.0));
    assertThrows(OptionException.class, () -> read(Integer.class, 3.5));
    assertThrows(OptionException.class, () -> read(Integer.class, 1L << 40));
    assertThrows(OptionException.class, () -> read(Boolean.class, 1));
    assertThrows(OptionException.class, () -> read(Double.class, "1"));
  }
}
