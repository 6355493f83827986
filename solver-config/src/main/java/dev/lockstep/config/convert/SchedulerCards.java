package dev.lockstep.config.convert;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import java.util.Optional;

/** Schedulers that a card translates to another framework's scheduler. */
final class SchedulerCards {
  private SchedulerCards() {}

  /** The only scheduler of a definition in that framework; empty if no card keeps its rates. */
  static Optional<SchedulerDefinition> of(Definition source, String framework) {
    if (source.schedulers().size() != 1) {
      return Optional.empty();
    }
    SchedulerDefinition scheduler = source.schedulers().get(0);
    String api = Api.schedulerName(source.framework(), scheduler.api());
    return Signatures.find(api, source.version())
        .flatMap(signature -> of(scheduler, signature, framework));
  }

  private static Optional<SchedulerDefinition> of(
      SchedulerDefinition scheduler, RecordedSignature signature, String framework) {
    Settings given = Settings.of(scheduler.args());
    Settings all = given.over(signature.defaults());
    for (Card card : Cards.load().best(signature.api(), framework, all)) {
      Optional<RecordedSignature> target = Signatures.newest(card.to());
      if (target.isPresent() && Converter.keeps(card, all)) {
        String name = card.to().substring(framework.length() + 1);
        return Optional.of(
            new SchedulerDefinition(name, card.convert(given, signature, target.get())));
      }
    }
    return Optional.empty();
  }
}
