package dev.lockstep.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every optimizer trace of the real frameworks is replayed within its budget. */
class OptimizerGoldensConformance {
  private static List<FileReport> files = List.of();
  private static KnownGaps gaps = new KnownGaps("");

  @BeforeAll
  static void replayEverything() throws IOException {
    files = Conformance.standard().replay(Goldens.OPTIMIZERS, file -> {});
    gaps = KnownGaps.load();
  }

  private static List<CaseReport> cases() {
    return files.stream().flatMap(file -> file.all().stream()).toList();
  }

  @Test
  void everyCaseIsReplayedWithinItsBudget() {
    List<String> failures = new ArrayList<>();
    for (CaseReport report : cases()) {
      if (!gaps.has(report)) {
        report.first().ifPresent(deviation -> failures.add(deviation.toString()));
        if (!report.replayed()) {
          failures.add(report.id() + ": " + report.unsupported());
        }
      }
    }

    assertFalse(cases().isEmpty());
    assertEquals("", String.join("\n", failures));
  }

  @Test
  void aKnownGapThatPassesIsTakenOffTheList() {
    assertEquals(List.of(), gaps.closed(cases()));
  }

  @Test
  void noBoundIsLooserThanTwiceTheWorstObserved() {
    Map<Budget.Entry, Double> observed = new LinkedHashMap<>();
    for (FileReport file : files) {
      file.observed().forEach((entry, far) -> observed.merge(entry, far, Math::max));
    }
    for (Budget.Entry entry : Budget.load().entries()) {
      assertTrue(observed.containsKey(entry), () -> "no trace uses the bound of " + entry.api());
      double worst = observed.getOrDefault(entry, 0.0);
      assertTrue(
          entry.bound() <= 2 * worst,
          () -> "%s %s, worst observed %s".formatted(entry.api(), entry, worst));
      assertFalse(entry.reason().isBlank(), () -> entry.api() + ": no reason");
    }
  }
}
