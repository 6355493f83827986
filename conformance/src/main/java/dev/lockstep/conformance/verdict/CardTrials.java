package dev.lockstep.conformance.verdict;

import dev.lockstep.config.Glob;
import dev.lockstep.conformance.verdict.ClaimTrial.Result;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Verdict;
import java.util.List;

/**
 * Tries the verdicts of the cards: a claimed equality with generated trainings, a claimed
 * difference until a training shows it.
 */
public final class CardTrials {
  private static final int TAPE = 400;

  private final int tries;
  private final long seed;

  /**
   * Trials to come.
   *
   * @param tries trainings a row
   * @param seed of the first training; those after it have the seeds that follow
   */
  public CardTrials(int tries, long seed) {
    this.tries = tries;
    this.seed = seed;
  }

  /**
   * What trying a row came to.
   *
   * @param row the card with the place of the row, {@code adam-to-nn-adam[1]}
   * @param from the API of the original
   * @param to the API of the port
   * @param verdict what the card claims
   * @param tried trainings that said something
   * @param failure what is wrong with the claim; empty if it held
   */
  public record Outcome(
      String row, String from, String to, Verdict verdict, int tried, String failure) {
    /** Whether the claim held. */
    public boolean held() {
      return failure.isEmpty();
    }
  }

  /** Tries every row of the cards of these APIs whose classes both facades have. */
  public List<Outcome> run(String glob) {
    return Cards.load().all().stream()
        .filter(card -> ClaimTrial.isPossible(card) && isWanted(card, glob))
        .flatMap(card -> Claim.of(card).stream())
        .filter(claim -> claim.verdict() != Verdict.UNSUPPORTED)
        .parallel()
        .map(this::outcome)
        .toList();
  }

  private static boolean isWanted(Card card, String glob) {
    String pattern = glob.substring(glob.indexOf(':') + 1);
    return Glob.matches(pattern, card.from()) || Glob.matches(pattern, card.to());
  }

  private Outcome outcome(Claim claim) {
    try {
      int tried = claim.verdict().keepsNumbers() ? equality(claim) : difference(claim);
      return outcome(claim, tried, tried == 0 ? "no generated training is in this row" : "");
    } catch (FalseVerdict wrong) {
      return outcome(claim, tries, String.valueOf(wrong.getMessage()));
    }
  }

  private static Outcome outcome(Claim claim, int tried, String failure) {
    Card card = claim.card();
    return new Outcome(claim.id(), card.from(), card.to(), claim.verdict(), tried, failure);
  }

  private int equality(Claim claim) {
    ClaimTrial trial = new ClaimTrial(claim);
    int held = 0;
    for (int i = 0; i < tries; i++) {
      Choices choices = new Choices(Choices.random(seed + i, TAPE));
      held += trial.equality(choices) == Result.HELD ? 1 : 0;
    }
    return held;
  }

  private int difference(Claim claim) {
    if (new WitnessSearch(claim).find(tries).isEmpty()) {
      throw FalseVerdict.noWitness(claim, tries);
    }
    return tries;
  }
}
