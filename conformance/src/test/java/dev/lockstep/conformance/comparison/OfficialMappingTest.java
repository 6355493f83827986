package dev.lockstep.conformance.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.conformance.comparison.OfficialMapping.Finding;
import dev.lockstep.mapping.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The page of the official tables is what the trials say today.
 *
 * <p>With {@code -Dlockstep.test.args=-Dlockstep.official=write} the page is written instead.
 */
class OfficialMappingTest {
  private static final List<Finding> FINDINGS = new OfficialMapping().findings();

  @Test
  void everyClaimedEqualityThatFailsHasAWitness() {
    List<Finding> wrong =
        FINDINGS.stream()
            .filter(f -> f.contradicts() && f.verdict().equals(Optional.of(Verdict.DIVERGES)))
            .filter(f -> f.row().claimsEquality())
            .toList();
    assertFalse(wrong.isEmpty());
    wrong.forEach(f -> assertTrue(f.witness().isPresent(), f.toString()));
  }

  @Test
  void thePageIsNotStale() throws IOException {
    Path page =
        Path.of(Objects.requireNonNull(System.getProperty("lockstep.root")))
            .resolve("doc/official-mapping.md");
    String text = OfficialMappingPage.of(FINDINGS);
    if ("write".equals(System.getProperty("lockstep.official"))) {
      Files.writeString(page, text);
    } else {
      assertEquals(Files.readString(page), text, "stale: write the page again");
    }
  }
}
