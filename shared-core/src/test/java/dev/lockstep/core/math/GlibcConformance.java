package dev.lockstep.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against {@code powf.tsv}: what conformance/record/powf.py says of glibc 2.36. */
class GlibcConformance {
  private record Case(float x, float y, float ofC, boolean wrong) {}

  @Test
  void everyRecordedPowerHasTheBitsOfC() {
    for (Case c : cases()) {
      assertEquals(c.ofC, Glibc.powf(c.x, c.y), c::toString);
    }
  }

  /** The reason why this class exists. */
  @Test
  void whereTheLibraryIsWrongTheCorrectlyRoundedPowerIsNotItsValue() {
    List<Case> wrong = cases().stream().filter(Case::wrong).toList();
    assertEquals(303, wrong.size());
    for (Case c : wrong) {
      assertNotEquals(c.ofC, (float) CorrectlyRounded.pow(c.x, c.y), c::toString);
    }
  }

  private static List<Case> cases() {
    InputStream in = GlibcConformance.class.getResourceAsStream("powf.tsv");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(l -> !l.startsWith("#"))
          .map(l -> parse(l.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Case parse(String[] columns) {
    return new Case(
        number(columns[0]), number(columns[1]), number(columns[2]), columns.length == 4);
  }

  private static float number(String hex) {
    return Float.intBitsToFloat(Integer.parseUnsignedInt(hex, 16));
  }
}
