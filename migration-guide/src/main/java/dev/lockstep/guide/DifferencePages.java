package dev.lockstep.guide;

import com.samskivert.mustache.Template;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Difference;
import dev.lockstep.mapping.ShownWitness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A page for each difference that cards name. */
final class DifferencePages {
  private static final Template TEMPLATE = Templates.load("difference");

  private final Facts facts;
  private final Words words;
  private final CardViews cards;

  /** What the template shows. */
  private record View(
      Map<String, String> words,
      String text,
      List<CardView.WitnessView> witnesses,
      List<Script> scripts,
      List<Shown> shownBy) {}

  /** A script that shows it, and what it printed on its framework. */
  private record Script(String framework, String script, String prints) {}

  /** A card that shows it. */
  private record Shown(String id, String from, String to, String verdict) {}

  DifferencePages(Facts facts, Words words) {
    this.facts = facts;
    this.words = words;
    this.cards = new CardViews(facts, words);
  }

  /** The list, then a page a difference. */
  List<Page> all() {
    List<Page> pages = new ArrayList<>();
    List<ListPage.Row> rows = new ArrayList<>();
    for (Difference difference : facts.cards().differences()) {
      String text = words.of(difference.text());
      Page page = of(difference, text);
      pages.add(page);
      rows.add(ListPage.Row.of(page.path(), difference.id(), text));
    }
    List<String> head = List.of(words.of("difference"), words.of("what-happens"));
    pages.add(0, new ListPage(words).of("differences", head, rows));
    return pages;
  }

  private Page of(Difference difference, String text) {
    List<Shown> shown = new ArrayList<>();
    for (Card card : facts.cards().all()) {
      if (card.differences().contains(difference.id())) {
        String verdict = card.worst(Facts.defaults(card.from())).name();
        shown.add(new Shown(card.id(), card.from(), card.to(), verdict));
      }
    }
    Cards all = facts.cards();
    Optional<CardView.WitnessView> witness =
        facts
            .witnesses()
            .of(difference, all)
            .flatMap(w -> all.find(w.card()).map(card -> cards.view(card, w)));
    String body =
        TEMPLATE.execute(
            new View(words.all(), text, witness.stream().toList(), scripts(difference), shown));
    return new Page(
        "differences/" + difference.id() + ".html",
        difference.id(),
        words.of("kind-DIFFERENCE"),
        body);
  }

  private static List<Script> scripts(Difference difference) {
    List<Script> scripts = new ArrayList<>();
    ShownWitness.of(difference).map(ShownWitness::sides).orElse(Map.of()).entrySet().stream()
        .sorted(Map.Entry.<String, ShownWitness.Side>comparingByKey().reversed()) // torch first
        .forEach(
            side ->
                scripts.add(
                    new Script(
                        side.getKey() + " " + side.getValue().version(),
                        Highlight.PYTHON.block(side.getValue().script()),
                        side.getValue().prints())));
    return scripts;
  }
}
