package dev.lockstep.guide;

import dev.lockstep.config.check.Rule;
import java.util.ArrayList;
import java.util.List;

/** A page for each rule of definitions: {@code doc/rules}, whose examples its tests check. */
final class RulePages {
  private static final Markdown MARKDOWN =
      new Markdown(
          (info, text) -> {
            if (info.equals("yaml") || info.equals("json")) {
              return "<div class=\"code\">" + Highlight.YAML.block(text) + "</div>";
            }
            throw new IllegalArgumentException("a rule's page shows definitions, got " + info);
          });

  private final Words words;

  RulePages(Words words) {
    this.words = words;
  }

  /** The list, then a page a rule. */
  List<Page> all() {
    List<Page> pages = new ArrayList<>();
    List<ListPage.Row> rows = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      Markdown.Text text = MARKDOWN.read(Quoted.text("rules/" + rule.id() + ".md"));
      String path = "rules/" + rule.id() + ".html";
      pages.add(new Page(path, rule.id(), words.of("kind-RULE"), text.body()));
      String first = Html.plain(text.body().replaceFirst("(?s)</p>.*", ""));
      rows.add(ListPage.Row.of(path, rule.id(), first));
    }
    List<String> head = List.of(words.of("rule"), words.of("what-happens"));
    pages.add(0, new ListPage(words).of("rules", head, rows));
    return pages;
  }
}
