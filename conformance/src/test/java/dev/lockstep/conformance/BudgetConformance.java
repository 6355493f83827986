package dev.lockstep.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is allowed is needed, and no more than that. */
class BudgetConformance {
  @Test
  void aKnownGapThatPassesIsTakenOffTheList() throws IOException {
    List<CaseReport> cases =
        Replayed.everything().stream().flatMap(file -> file.all().stream()).toList();

    assertEquals(List.of(), KnownGaps.load().closed(cases));
  }

  @Test
  void noBoundIsLooserThanTwiceTheWorstObserved() throws IOException {
    Map<Budget.Entry, Double> observed = new LinkedHashMap<>();
    for (FileReport file : Replayed.everything()) {
      file.observed().forEach((entry, far) -> observed.merge(entry, far, Math::max));
    }
    for (Budget.Entry entry : Budget.load().entries()) {
      String name = entry.api() + " " + entry;
      assertTrue(observed.containsKey(entry), () -> "no trace uses " + name);
      double worst = observed.getOrDefault(entry, 0.0);
      assertTrue(entry.bound() <= 2 * worst, () -> name + ": worst observed " + worst);
      assertFalse(entry.reason().isBlank(), () -> name + ": no reason");
    }
  }
}
