package dev.lockstep.porter.plan;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Classes that may stand for torch's wherever a script names one without calling it: they take
 * torch's arguments, whatever these are, and step alike.
 */
public final class ClassCounterparts {
  /** Classes of the port, where the target's own takes another weight decay. */
  private static final Map<String, String> BROUGHT = Map.of("torch.optim.Adam", "TorchGroupAdam");

  private final Cards cards;
  private final Signatures signatures;
  private final String target;

  ClassCounterparts(Cards cards, Signatures signatures, String target) {
    this.cards = cards;
    this.signatures = signatures;
    this.target = target;
  }

  /** The class for one of torch's: its full name, or that of a class of the port. */
  public Optional<String> of(String api) {
    return Optional.ofNullable(BROUGHT.get(api))
        .or(() -> BroughtSchedules.of(api))
        .or(() -> card(api).map(Card::to));
  }

  private Optional<Card> card(String api) {
    return cards(api).filter(card -> keepsArguments(card) && keepsNumbers(card)).findFirst();
  }

  /** The cards that lead from one of torch's to where a class is looked for. */
  Stream<Card> cards(String api) {
    return cards.from(api, target).stream().filter(card -> Family.EXPERIMENTAL.holds(card.to()));
  }

  /** Whether what goes over has its name and value; what does not, the target does not take. */
  private static boolean keepsArguments(Card card) {
    boolean named =
        card.arguments().stream()
            .filter(a -> !a.isDropped())
            .allMatch(a -> a.to().map(List::of).filter(a.from()::equals).isPresent());
    boolean raised =
        card.rewrites().stream()
            .allMatch(step -> step.when().keySet().stream().anyMatch(card::isDropped));
    return named && raised;
  }

  private boolean keepsNumbers(Card card) {
    Set<String> options =
        signatures.find(card.from()).stream()
            .flatMap(s -> s.settings().stream())
            .map(RecordedOption::name)
            .collect(Collectors.toSet());
    return card.judge(new Settings(Map.of(), options)).stream()
        .allMatch(outcome -> outcome.verdict().keepsNumbers());
  }
}
