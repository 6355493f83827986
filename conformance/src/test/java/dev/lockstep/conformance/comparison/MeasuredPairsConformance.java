package dev.lockstep.conformance.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Settings drawn for the measured pairs and run on the real frameworks: the difference that {@code
 * lockstep compare} states is the measured one.
 *
 * <p>{@code ./lockstep-dev compare-live} draws new ones and names them in {@code lockstep.pairs}.
 */
class MeasuredPairsConformance {
  /** Differences below are roundings, which depend on what the processor fuses. */
  private static final double ROUNDINGS = 1e-5;

  private static final @Nullable String FILE = System.getProperty("lockstep.pairs");

  private static final class Tally {
    private int rows;
    private int same;
    private double farthest = 1;
  }

  @Test
  void theStatedDifferenceIsTheMeasuredOne() throws IOException {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    for (String[] row : rows()) {
      double measured = Double.parseDouble(row[2]);
      double ours =
          new Pair(Pairs.definition(row[0]), Pairs.definition(row[1])).difference(Pairs.STEPS);
      Tally tally = tallies.computeIfAbsent(api(row[0]) + " / " + api(row[1]), k -> new Tally());
      tally.rows++;
      tally.same += Math.abs(ours - measured) <= 5e-3 * measured ? 1 : 0;
      if (Math.max(ours, measured) > ROUNDINGS) {
        double factor = Math.max(ours, measured) / Math.max(1e-30, Math.min(ours, measured));
        tally.farthest = Math.max(tally.farthest, factor);
        if (!(factor <= 2)) {
          wrong.add("%s / %s: measured %s, ours %s".formatted(row[0], row[1], measured, ours));
        }
      }
    }
    report(tallies);
    assertEquals(List.of(), wrong);
    assertTrue(tallies.size() > 20, "pairs of classes: " + tallies.size());
  }

  private static String api(String call) {
    return call.substring(0, call.indexOf('('));
  }

  private static List<String[]> rows() throws IOException {
    String text = FILE == null ? kept() : Files.readString(Path.of(FILE));
    return text.lines().filter(l -> !l.startsWith("#")).map(l -> l.split("\t", -1)).toList();
  }

  private static String kept() throws IOException {
    String name = "measured-settings.tsv";
    try (InputStream file = MeasuredPairsConformance.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** For each pair of classes: rows, those where all digits agree, the largest factor. */
  private static void report(Map<String, Tally> tallies) throws IOException {
    if (FILE != null) {
      StringBuilder text = new StringBuilder();
      tallies.forEach(
          (pair, tally) ->
              text.append(
                  "%s: %s settings, %s to the last digit, factor %.3f at most%n"
                      .formatted(pair, tally.rows, tally.same, tally.farthest)));
      Files.writeString(Path.of(FILE).resolveSibling("agreement.txt"), text);
    }
  }
}
