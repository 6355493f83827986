package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Case;
import dev.lockstep.mapping.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of every card with the opposite verdict is refuted: the trials work both ways. */
class FalseVerdictsTest {
  private static final int TRIES = 1000;
  private static final int SEARCHED = 100;
  private static final int TAPE = 400;

  @TestFactory
  List<DynamicTest> anEqualityThatIsNoneIsRefutedAndSaysWhatToChange() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Claim claim : claims(Verdict.DIVERGES)) {
      Claim flipped = flipped(claim, Verdict.EQUIVALENT);
      tests.add(DynamicTest.dynamicTest(claim.id(), () -> assertRefuted(flipped)));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> aDifferenceThatIsNoneHasNoWitness() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Verdict verdict : List.of(Verdict.EXACT, Verdict.EQUIVALENT)) {
      for (Claim claim : claims(verdict)) {
        WitnessSearch search = new WitnessSearch(flipped(claim, Verdict.DIVERGES));
        tests.add(
            DynamicTest.dynamicTest(
                claim.id(), () -> assertEquals(Optional.empty(), search.find(SEARCHED))));
      }
    }
    return tests;
  }

  private static List<Claim> claims(Verdict verdict) {
    return Cards.load().all().stream()
        .filter(ClaimTrial::isPossible)
        .flatMap(card -> Claim.of(card).stream())
        .filter(claim -> claim.rewrite().isEmpty() && claim.verdict() == verdict)
        .toList();
  }

  private static Claim flipped(Claim claim, Verdict verdict) {
    Card card = claim.card();
    Case row = claim.row();
    List<Case> cases = new ArrayList<>(card.cases());
    cases.set(claim.index(), new Case(row.when(), verdict, row.differences(), row.bound()));
    Card changed =
        new Card(
            card.kind(),
            card.from(),
            card.to(),
            card.arguments(),
            cases,
            card.rewrites(),
            card.always(),
            card.evidence(),
            card.versions(),
            card.cost(),
            card.notes());
    return new Claim(changed, claim.index(), Optional.empty());
  }

  private static void assertRefuted(Claim claim) {
    ClaimTrial trial = new ClaimTrial(claim);
    for (int seed = 0; seed < TRIES; seed++) {
      try {
        trial.equality(new Choices(Choices.random(seed, TAPE)));
      } catch (FalseVerdict refuted) {
        String message = String.valueOf(refuted.getMessage());
        assertTrue(message.contains(claim.id()) && message.contains("Change the card"), message);
        return;
      }
    }
    throw new AssertionError(claim.id() + " was not refuted by " + TRIES + " trials");
  }
}
