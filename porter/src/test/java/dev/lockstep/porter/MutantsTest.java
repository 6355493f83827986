package dev.lockstep.porter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of a script that do not change its meaning do not change what is decided. */
class MutantsTest {
  /** What is decided in each script as it stands. */
  private static final Map<Case, List<String>> UNCHANGED = new ConcurrentHashMap<>();

  /**
   * One script, changed.
   *
   * @param row the case
   * @param change what was changed
   * @param text the changed script
   */
  record Mutant(Case row, String change, String text) {
    @Override
    public String toString() {
      return row + ", " + change;
    }
  }

  static Stream<Mutant> mutants() {
    return Case.all().flatMap(MutantsTest::of);
  }

  private static Stream<Mutant> of(Case row) {
    String before = row.before();
    return Stream.of(
            new Mutant(row, "a comment above", "# A comment.\n\n" + before),
            new Mutant(row, "another name", before.replaceAll("\\bmodel\\b", "network")),
            new Mutant(row, "blank lines", before.replaceAll("(?m)^(?=optimizer = )", "\n\n")),
            new Mutant(
                row, "a comment behind", before.replaceAll("(?m)(\\)| = \\d+)$", "$1  # why")),
            new Mutant(
                row,
                "another import",
                before.replace("from torch import optim\n", "import torch.optim as optim\n")),
            new Mutant(
                row,
                "arguments on lines of their own",
                before.replaceAll(
                    "(?m)^(optimizer = [\\w.]+\\()(.*[^(\\[{,])\\)$", "$1\n    $2\n)")))
        .filter(mutant -> !mutant.text().equals(before));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void theDecisionsAreTheSame(Mutant mutant) {
    List<String> unchanged =
        UNCHANGED.computeIfAbsent(mutant.row(), row -> decisions(row, row.before()));
    assertEquals(unchanged, decisions(mutant.row(), mutant.text()));
  }

  @Test
  void thereAreMoreThanTwoHundred() {
    assertTrue(mutants().count() > 200);
  }

  private static List<String> decisions(Case row, String script) {
    return row.port(script).decisions().stream()
        .map(d -> d.construct() + " " + d.rule() + " " + d.verdict() + " " + d.action())
        .toList();
  }
}
