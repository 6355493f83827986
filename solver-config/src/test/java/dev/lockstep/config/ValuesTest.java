package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.torch.optim.Betas;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Option types are read by their shape: here a few that no facade has. */
class ValuesTest {
  /** Read by its factories. */
  public record Rate(String kind, Object value) {
    public static Rate of(double constant) {
      return new Rate("constant", constant);
    }

    public static Rate list(double... values) {
      return new Rate("list", List.of(values[0], values[1]));
    }
  }

  /** Read from a list or a map, with an absent part. */
  public record Pair(OptionalDouble first, double second) {}

  private final Values values = new Values("torch");

  @Test
  void recordsAreReadFromListsAndMaps() {
    assertEquals(new Betas(0.9, 1), values.convert(Betas.class, List.of(0.9, 1)));
    assertEquals(new Betas(0.9, 1), values.convert(Betas.class, Map.of("beta1", 0.9, "beta2", 1)));
  }

  @Test
  void noneInsideARecordIsAnAbsentPart() {
    List<Object> list = new java.util.ArrayList<>();
    list.add(null);
    list.add(0.001);

    assertEquals(new Pair(OptionalDouble.empty(), 0.001), values.convert(Pair.class, list));
  }

  @Test
  void otherTypesAreReadByTheirFactories() {
    assertEquals(new Rate("constant", 0.5), values.convert(Rate.class, 0.5));
    assertEquals(
        new Rate("list", List.of(1.0, 0.5)),
        values.convert(Rate.class, Map.of("list", List.of(1, 0.5))));
  }

  @Test
  void arraysAreReadElementByElement() {
    assertArrayEquals(
        new double[] {1, 0.5}, (double[]) values.convert(double[].class, List.of(1, 0.5)));
    DefinitionException e =
        assertThrows(
            DefinitionException.class, () -> values.convert(double[].class, List.of(1, "x")));
    assertEquals("[1]: cannot read \"x\" as double", e.getMessage());
  }

  @Test
  void numbersThatWouldChangeAreRefused() {
    assertEquals(3, values.convert(Integer.class, 3.0));
    assertThrows(DefinitionException.class, () -> values.convert(Integer.class, 3.5));
    assertThrows(DefinitionException.class, () -> values.convert(Integer.class, 1L << 40));
    assertThrows(DefinitionException.class, () -> values.convert(Boolean.class, 1));
  }
}
