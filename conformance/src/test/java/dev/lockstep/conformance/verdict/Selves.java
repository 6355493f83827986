package dev.lockstep.conformance.verdict;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Case;
import dev.lockstep.mapping.Evidence;
import dev.lockstep.mapping.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A card from an API to itself, to run trials of one API. */
final class Selves {
  private Selves() {}

  static Card card(String api) {
    Case same = new Case(Map.of(), Verdict.EXACT, List.of(), Case.BOUND);
    return new Card(
        Card.Kind.OPTIMIZER,
        api,
        api,
        List.of(),
        List.of(same),
        List.of(),
        List.of(),
        Evidence.NONE,
        Map.of(),
        Optional.empty(),
        List.of());
  }
}
