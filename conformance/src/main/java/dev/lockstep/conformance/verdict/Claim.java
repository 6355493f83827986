package dev.lockstep.conformance.verdict;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Case;
import dev.lockstep.mapping.Condition;
import dev.lockstep.mapping.Outcome;
import dev.lockstep.mapping.RewriteStep;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row to try: a case of a card, with one of the card's rewrites or with none.
 *
 * @param card the card
 * @param index which of its cases
 * @param rewrite the rewrite that must be made; empty if none may
 */
public record Claim(Card card, int index, Optional<RewriteStep> rewrite) {

  /** All rows of a card. Unconditional rewrites are made in each. */
  public static List<Claim> of(Card card) {
    List<Claim> claims = new ArrayList<>();
    boolean always = card.rewrites().stream().anyMatch(r -> r.when().isEmpty());
    for (int i = 0; i < card.cases().size(); i++) {
      if (!always) {
        claims.add(new Claim(card, i, Optional.empty()));
      }
      for (RewriteStep step : card.rewrites()) {
        if (card.cases().get(i).verdict().keepsNumbers()) {
          claims.add(new Claim(card, i, Optional.of(step)));
        }
      }
    }
    return claims;
  }

  /** The case. */
  public Case row() {
    return card.cases().get(index);
  }

  /** What is claimed, the rewrite counted. */
  public Verdict verdict() {
    boolean rewritten = rewrite.isPresent() && row().verdict().keepsNumbers();
    return rewritten ? Verdict.REWRITE : row().verdict();
  }

  /** What options must be like to be in this row, as far as that is said option by option. */
  Map<String, Condition> conditions() {
    Map<String, Condition> all = new LinkedHashMap<>(row().when());
    rewrite.ifPresent(step -> all.putAll(step.when()));
    return all;
  }

  /** Whether these options are in this row. */
  boolean covers(Settings settings) {
    List<Outcome> outcomes = card.judge(settings);
    return outcomes.size() == 1
        && outcomes.get(0).isCertain()
        && settings.test(row().when()) == dev.lockstep.mapping.Truth.YES
        && noEarlierCase(settings)
        && outcomes.get(0).rewrites().isEmpty() == rewrite.isEmpty()
        && rewrite.map(step -> outcomes.get(0).rewrites().contains(step)).orElse(true);
  }

  private boolean noEarlierCase(Settings settings) {
    return card.cases().subList(0, index).stream()
        .allMatch(c -> settings.test(c.when()) == dev.lockstep.mapping.Truth.NO);
  }

  /** The card's id with what sets this row apart, {@code adam-to-nn-adam[1]}. */
  public String id() {
    return card.id() + "[" + index + "]" + rewrite.map(step -> "+" + step.make().id()).orElse("");
  }

  @Override
  public String toString() {
    return id() + " " + verdict();
  }
}
