package dev.lockstep.guide;

import dev.lockstep.conformance.comparison.OfficialMapping;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Witnesses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the pages are made of, the same in every language.
 *
 * @param cards the mapping cards with their differences
 * @param witnesses the recorded counter-examples
 * @param formulas the updates by API
 * @param findings the vendors' tables, tried
 */
record Facts(
    Cards cards,
    Witnesses witnesses,
    Map<String, Formula> formulas,
    List<OfficialMapping.Finding> findings) {

  /** Reads and tries all of them. */
  static Facts load() {
    return new Facts(
        Cards.load(), Witnesses.load(), Formula.load(), new OfficialMapping().findings());
  }

  /** Full names of all APIs from which a card of that kind leads, in the order of the cards. */
  Set<String> apis(Card.Kind kind) {
    Set<String> apis = new LinkedHashSet<>();
    cards.all().stream().filter(c -> c.kind() == kind).map(Card::from).forEach(apis::add);
    return apis;
  }

  /** Whether an API has a page: some card leads from it. */
  boolean hasPage(String api) {
    return cards.all().stream().anyMatch(card -> card.from().equals(api));
  }

  /** The cards that lead from an API, those with the strongest verdict first. */
  List<Card> from(String api) {
    return cards.all().stream()
        .filter(card -> card.from().equals(api))
        .map(Card::targetFramework)
        .distinct()
        .flatMap(framework -> cards.best(api, framework, defaults(api)).stream())
        .toList();
  }

  /** The defaults of an API; none if it is recorded nowhere. */
  static Settings defaults(String api) {
    return Settings.of(signature(api).map(RecordedSignature::defaults).orElse(Map.of()));
  }

  /** The newest recorded signature. */
  static Optional<RecordedSignature> signature(String api) {
    return Signatures.loadAll().stream().flatMap(release -> release.find(api).stream()).findFirst();
  }

  /** The recorded releases of an API's framework, the oldest first. */
  static List<Signatures> releases(String api) {
    String framework = Card.framework(api);
    List<Signatures> newestFirst =
        Signatures.loadAll().stream().filter(r -> r.framework().equals(framework)).toList();
    List<Signatures> oldestFirst = new ArrayList<>(newestFirst);
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }
}
