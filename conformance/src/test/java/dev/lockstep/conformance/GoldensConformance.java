package dev.lockstep.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every trace of a folder is replayed within its budget, unless it is a known gap. */
abstract class GoldensConformance {
  private final List<CaseReport> cases;
  private final KnownGaps gaps;

  GoldensConformance(Path folder) throws IOException {
    cases = Replayed.folder(folder).stream().flatMap(file -> file.all().stream()).toList();
    gaps = KnownGaps.load();
  }

  @Test
  void everyCaseIsReplayedWithinItsBudget() {
    List<String> failures = new ArrayList<>();
    for (CaseReport report : cases) {
      if (!gaps.has(report)) {
        report.first().ifPresent(deviation -> failures.add(deviation.toString()));
        if (!report.replayed()) {
          failures.add(report.id() + ": " + report.unsupported());
        }
      }
    }

    assertFalse(cases.isEmpty());
    assertEquals("", String.join("\n", failures));
  }
}
