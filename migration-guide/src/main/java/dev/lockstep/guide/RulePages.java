package dev.lockstep.guide;

import dev.lockstep.config.check.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;

/** A page for each rule of definitions: {@code doc/rules}, whose examples its tests check. */
final class RulePages {
  private static final Markdown MARKDOWN =
      new Markdown(
          "en",
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

  /** The page of a rule; in Chinese the sentences are those of the findings. */
  private Markdown.Text read(Rule rule) {
    String page = Quoted.text("rules/" + rule.id() + ".md");
    if (words.language().equals("en")) {
      return MARKDOWN.read(page);
    }
    ResourceBundle findings =
        ResourceBundle.getBundle(
            "ValidationMessages",
            Locale.forLanguageTag(words.language()),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    String sentence = blank(findings.getString(rule.id()));
    String repair = blank(findings.getString(rule.id() + ".fix"));
    return MARKDOWN.read(
        page.replaceFirst("(?s)\\n\\n.*?(?=\\n\\nWrong:)", "\n\n" + quote(sentence))
            .replaceFirst("(?m)^Wrong:", quote(words.of("rule-wrong")))
            .replaceFirst("(?m)^Right:", quote(words.of("rule-right")))
            .replaceFirst("(?m)^Repair: .*", quote(repair)));
  }

  /** A finding's sentence without what a finding fills in. */
  private static String blank(String sentence) {
    return sentence.replaceAll("\\{\\w+\\}", "\u2026\u2026");
  }

  private static String quote(String text) {
    return Matcher.quoteReplacement(text);
  }

  /** The list, then a page a rule. */
  List<Page> all() {
    List<Page> pages = new ArrayList<>();
    List<ListPage.Row> rows = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      Markdown.Text text = read(rule);
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
