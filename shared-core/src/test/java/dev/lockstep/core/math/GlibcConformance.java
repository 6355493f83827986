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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Against {@code powf.tsv} and {@code libm.tsv}: what conformance/record/powf.py and libm.py say of
 * glibc 2.36.
 */
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

  /** Among them those where the library is wrong. */
  @Test
  void everyRecordedPowerOfDoublesHasTheBitsOfC() {
    List<String[]> powers =
        lines("libm.tsv").map(l -> l.split("\t", -1)).filter(c -> c[0].equals("pow")).toList();
    for (String[] c : powers) {
      double ofC = real(c[4].equals("=") ? c[3] : c[4]);
      assertEquals(ofC, Glibc.pow(real(c[1]), real(c[2])), () -> String.join(" ", c));
    }
    assertEquals(3, powers.stream().filter(c -> !c[4].equals("=")).count());
  }

  private static double real(String hex) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
  }

  private static List<Case> cases() {
    return lines("powf.tsv").map(l -> parse(l.split("\t", -1))).toList();
  }

  private static Stream<String> lines(String resource) {
    InputStream in = GlibcConformance.class.getResourceAsStream(resource);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return lines.lines().filter(l -> !l.startsWith("#")).toList().stream();
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
