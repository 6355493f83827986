package dev.lockstep.guide;

import com.samskivert.mustache.Template;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.mindspore.Quirk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** All pages in one language. */
final class Edition {
  private static final Template HOME = Templates.load("home");

  private final Facts facts;
  private final Words words;

  /** What the template of the first page shows. */
  private record View(
      Map<String, String> words,
      List<Promise> promises,
      List<Layout.Entry> chapters,
      List<Count> counts) {}

  /** A verdict and what it promises. */
  private record Promise(String verdict, String text) {}

  /** How many pages a part has. */
  private record Count(String href, String number, String label) {}

  Edition(Facts facts, String language) {
    this.facts = facts;
    this.words = Words.in(language);
  }

  /** Adds the files of this edition. */
  void write(SortedMap<String, String> files) {
    List<Page> chapters = new ChapterPages(words).all();
    List<Page> pages = new ArrayList<>(chapters);
    ApiPages apis = new ApiPages(facts, words);
    for (Card.Kind kind : Card.Kind.values()) {
      facts.apis(kind).stream().map(api -> apis.of(api, kind)).forEach(pages::add);
    }
    pages.add(list("optimizers", Card.Kind.OPTIMIZER));
    pages.add(list("schedules", Card.Kind.SCHEDULE));
    pages.add(list("steps", Card.Kind.STEP, Card.Kind.STATE));
    pages.addAll(new DifferencePages(facts, words).all());
    pages.addAll(new QuirkPages(words).all());
    pages.addAll(new RulePages(words).all());
    pages.add(new OfficialPage(facts, words).page());
    pages.add(home(chapters));
    Layout layout = new Layout(words, entries(chapters));
    String folder = words.language() + "/";
    pages.forEach(page -> files.put(folder + page.path(), layout.html(page)));
    files.put(folder + "search-index.js", SearchIndex.of(pages));
  }

  private Page list(String key, Card.Kind... kinds) {
    List<ListPage.Row> rows = new ArrayList<>();
    CardViews cards = new CardViews(facts, words);
    for (Card.Kind kind : kinds) {
      for (String api : facts.apis(kind)) {
        rows.add(row(api, cards));
      }
    }
    List<String> head =
        List.of(words.of("source"), words.of("verdict"), words.of("target"), words.of("evidence"));
    return new ListPage(words).of(key, head, rows);
  }

  private ListPage.Row row(String api, CardViews cards) {
    String href = "/api/" + api + ".html";
    return facts.from(api).stream()
        .findFirst()
        .map(
            best ->
                new ListPage.Row(
                    href,
                    api,
                    best.worst(Facts.defaults(api)).name(),
                    List.of(cards.link(best.to()), words.of(best.evidence().text()))))
        .orElseGet(() -> new ListPage.Row(href, api, "NONE", List.of("", "")));
  }

  private Page home(List<Page> chapters) {
    List<Promise> promises = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      promises.add(new Promise(verdict.name(), words.of(verdict.text())));
    }
    List<Count> counts =
        List.of(
            count("optimizers", facts.apis(Card.Kind.OPTIMIZER).size()),
            count("schedules", facts.apis(Card.Kind.SCHEDULE).size()),
            count("differences", facts.cards().differences().size()),
            count("quirks", Quirk.values().length));
    String body = HOME.execute(new View(words.all(), promises, entries(chapters), counts));
    return new Page("index.html", words.of("title"), words.of("kind-LIST"), body);
  }

  private Count count(String key, int number) {
    return new Count(
        "/" + key + ".html", Integer.toString(number), words.of(key).toLowerCase(Locale.ROOT));
  }

  private static List<Layout.Entry> entries(List<Page> chapters) {
    return chapters.stream().map(page -> new Layout.Entry(page.path(), page.title())).toList();
  }
}
