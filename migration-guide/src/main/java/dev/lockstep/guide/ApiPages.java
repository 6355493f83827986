package dev.lockstep.guide;

import com.samskivert.mustache.Template;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mindspore.Quirk;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A page for each API from which a card leads. */
final class ApiPages {
  private static final Template TEMPLATE = Templates.load("api");

  /** The line of a quirk's page that names the APIs in whose traces it is seen. */
  private static final Map<Quirk, String> TRACES = traces();

  private final Facts facts;
  private final Words words;
  private final CardViews cards;
  private final Samples samples;

  /** What the template shows. */
  private record View(
      Map<String, String> words,
      String release,
      String call,
      String legend,
      List<Formulas.View> formulas,
      List<Charts.Chart> charts,
      List<Samples.View> samples,
      List<CardView> cards,
      List<Incoming> incoming,
      List<Link> quirks,
      List<String> versions) {}

  /** A card that leads to the API. */
  private record Incoming(String id, String from, String verdict) {}

  /** A link. */
  private record Link(String href, String title) {}

  ApiPages(Facts facts, Words words) {
    this.facts = facts;
    this.words = words;
    this.cards = new CardViews(facts, words);
    this.samples = new Samples(words);
  }

  /** The page of an API. */
  Page of(String api, Card.Kind kind) {
    List<Samples.View> ported = samples.of(api).stream().toList();
    String body =
        TEMPLATE.execute(
            new View(
                words.all(),
                release(api),
                Facts.signature(api).map(RecordedSignature::call).orElse(api),
                words.of("legend-" + kind),
                cards.formula(api),
                ported.isEmpty() ? Curve.of(api, words).stream().toList() : List.of(),
                ported,
                facts.from(api).stream().map(cards::of).toList(),
                facts.to(api).stream().map(ApiPages::incoming).toList(),
                quirks(api),
                new VersionNotes(words).of(api)));
    return new Page("api/" + api + ".html", api, words.of("kind-" + kind), body);
  }

  private static Incoming incoming(Card card) {
    String verdict = card.worst(Facts.defaults(card.from())).name();
    return new Incoming(card.id(), card.from(), verdict);
  }

  private static String release(String api) {
    List<Signatures> with =
        Facts.releases(api).stream().filter(r -> r.find(api).isPresent()).toList();
    return with.isEmpty() ? "" : with.get(with.size() - 1).version();
  }

  /** The quirks whose pages name the API or an API that a card leads to. */
  private List<Link> quirks(String api) {
    List<String> names = facts.from(api).stream().map(Card::to).toList();
    return Arrays.stream(Quirk.values())
        .filter(quirk -> names(quirk, api) || names.stream().anyMatch(to -> names(quirk, to)))
        .map(quirk -> new Link("/quirks/" + quirk.id() + ".html", QuirkPages.title(quirk, words)))
        .toList();
  }

  private static boolean names(Quirk quirk, String api) {
    return TRACES.getOrDefault(quirk, "").contains("`" + api + "`");
  }

  private static Map<Quirk, String> traces() {
    Map<Quirk, String> traces = new EnumMap<>(Quirk.class);
    for (Quirk quirk : Quirk.values()) {
      Quoted.text("quirks/" + quirk.id() + ".md")
          .lines()
          .filter(line -> line.startsWith("Traces:"))
          .findFirst()
          .ifPresent(line -> traces.put(quirk, line));
    }
    return traces;
  }
}
