package dev.lockstep.conformance.verdict;

import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Verdict;
import org.junit.jupiter.api.Test;

class WitnessTest {
  @Test
  void show() {
    Cards.load().all().stream()
        .filter(ClaimTrial::isPossible)
        .flatMap(c -> Claim.of(c).stream())
        .filter(c -> c.verdict() == Verdict.DIVERGES)
        .forEach(c -> System.err.println(c + " " + new WitnessSearch(c).find(300)));
  }
}
