package dev.lockstep.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against {@code cos.tsv}: what conformance/record/cos.py says of glibc 2.36. */
class CosineConformance {
  private record Case(double x, double ofC) {}

  @Test
  void everyRecordedCosineHasTheBitsOfC() throws IOException {
    for (Case c : cases()) {
      assertEquals(c.ofC, Scalars.cos(c.x), c::toString);
    }
  }

  /** The reason why there is a cosine besides the correctly rounded one. */
  @Test
  void someAreNotCorrectlyRounded() throws IOException {
    assertTrue(cases().stream().anyMatch(c -> c.ofC != CorrectlyRounded.cos(c.x)));
  }

  @Test
  void whatIsNoAngleHasNoCosine() {
    assertEquals(Double.NaN, Scalars.cos(Double.POSITIVE_INFINITY));
    assertEquals(Double.NaN, Scalars.cos(Double.NaN));
  }

  private static List<Case> cases() throws IOException {
    try (InputStream in = CosineConformance.class.getResourceAsStream("cos.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(columns -> new Case(number(columns[0]), number(columns[1])))
          .toList();
    }
  }

  private static double number(String hex) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
  }
}
