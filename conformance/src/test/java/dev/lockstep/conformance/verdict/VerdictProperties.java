package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.conformance.verdict.ClaimTrial.Result;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Every verdict of every card is tried. */
class VerdictProperties {
  private static final List<Claim> EQUALITIES =
      claims().stream().filter(c -> c.verdict().keepsNumbers()).toList();
  private static final Map<String, Integer> TRIED = new LinkedHashMap<>();

  private static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (Card card : Cards.load().all()) {
      if (ClaimTrial.isPossible(card)) {
        claims.addAll(Claim.of(card));
      }
    }
    return claims;
  }

  // One seed in the ordinary build, so that a green build stays green; a sweep draws others.
  @Property(seed = "20261121", edgeCases = EdgeCasesMode.NONE)
  void claimedEqualityHoldsBitForBit(@ForAll("tapes") int[] tape) {
    List<String> wrong = new ArrayList<>();
    for (Claim claim : EQUALITIES) {
      try {
        if (new ClaimTrial(claim).equality(new Choices(tape)) == Result.HELD) {
          TRIED.merge(claim.id(), 1, Integer::sum);
        }
      } catch (FalseVerdict verdict) {
        wrong.add(verdict.getMessage());
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  @Provide
  Arbitrary<int[]> tapes() {
    return Tapes.any();
  }

  @AfterContainer
  static void everyRowWasTried() {
    List<String> untried =
        EQUALITIES.stream().map(Claim::id).filter(id -> !TRIED.containsKey(id)).toList();
    assertEquals(List.of(), untried, "rows that were never tried");
    Set<Verdict> kinds = EnumSet.noneOf(Verdict.class);
    EQUALITIES.forEach(claim -> kinds.add(claim.verdict()));
    assertEquals(
        EnumSet.of(Verdict.EXACT, Verdict.EQUIVALENT, Verdict.REWRITE),
        kinds,
        "kinds of rows tried");
  }
}
