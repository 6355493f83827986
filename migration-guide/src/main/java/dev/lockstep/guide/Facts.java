package dev.lockstep.guide;

import dev.lockstep.config.Api;
import dev.lockstep.conformance.comparison.OfficialMapping;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Witnesses;
import dev.lockstep.mindspore.nn.DynamicLr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the pages are made of, the same in every language.
 *
 * @param cards the mapping cards with their differences
 * @param witnesses the recorded counter-examples
 * @param formulas the updates by API
 * @param findings the vendors' tables, tried
 * @param pages full names of all APIs that have a page
 */
record Facts(
    Cards cards,
    Witnesses witnesses,
    Map<String, Formula> formulas,
    List<OfficialMapping.Finding> findings,
    Set<String> pages) {

  /** Reads and tries all of them. */
  static Facts load() {
    Facts facts =
        new Facts(
            Cards.load(),
            Witnesses.load(),
            Formula.shown(),
            new OfficialMapping().findings(),
            new LinkedHashSet<>());
    for (Card.Kind kind : Card.Kind.values()) {
      facts.pages.addAll(facts.apis(kind));
    }
    return facts;
  }

  /** Full names of all APIs of that kind that have a page, those from which cards lead first. */
  Set<String> apis(Card.Kind kind) {
    Set<String> apis = new LinkedHashSet<>();
    cards.all().stream().filter(c -> c.kind() == kind).map(Card::from).forEach(apis::add);
    cards.all().stream()
        .filter(c -> c.kind() == kind && signature(c.to()).isPresent())
        .map(Card::to)
        .forEach(apis::add);
    recorded().filter(api -> kindOf(api).equals(Optional.of(kind))).forEach(apis::add);
    return apis;
  }

  /** The recorded optimizers and schedules, with cards or without. */
  private static Stream<String> recorded() {
    return Signatures.loadAll().stream()
        .flatMap(release -> release.all().stream())
        .map(RecordedSignature::api)
        .filter(api -> Api.find(api).isPresent() || DynamicLr.find(api).isPresent());
  }

  /** What a recorded API is by its parameters and its name; empty if it is another thing. */
  private static Optional<Card.Kind> kindOf(String api) {
    boolean optimizer =
        signature(api).stream()
            .flatMap(s -> s.options().stream())
            .anyMatch(o -> o.kind() == RecordedOption.Kind.PARAMS);
    boolean schedule = api.contains(".lr_scheduler.") || api.matches(".*(LR|_lr)");
    return optimizer
        ? Optional.of(Card.Kind.OPTIMIZER)
        : schedule ? Optional.of(Card.Kind.SCHEDULE) : Optional.empty();
  }

  /** Whether an API has a page. */
  boolean hasPage(String api) {
    return pages.contains(api);
  }

  /** The cards that lead to an API. */
  List<Card> to(String api) {
    return cards.all().stream().filter(card -> card.to().equals(api)).toList();
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
