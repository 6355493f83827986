package dev.lockstep.guide;

import com.samskivert.mustache.Template;
import java.util.List;
import java.util.Map;

/** Puts a page into the frame that all share: navigation, search, the other language. */
final class Layout {
  private static final Template TEMPLATE = Templates.load("page");

  private final Words words;
  private final List<Entry> chapters;

  /**
   * An entry of the navigation.
   *
   * @param path the page
   * @param title its title
   */
  record Entry(String path, String title) {}

  /** What the template shows. */
  private record View(
      String lang,
      Map<String, String> words,
      String title,
      String body,
      String up,
      String root,
      String other,
      List<Item> chapters,
      List<Item> parts) {}

  /** An entry of the navigation; {@code current} is the attribute of the page itself. */
  private record Item(String href, String title, String current) {}

  Layout(Words words, List<Entry> chapters) {
    this.words = words;
    this.chapters = chapters;
  }

  /** The whole page. Its links, which start with a slash, become relative ones. */
  String html(Page page) {
    String up = "../".repeat((int) page.path().chars().filter(c -> c == '/').count());
    String other = words.language().equals("en") ? "zh" : "en";
    List<Entry> parts =
        List.of(
            new Entry("optimizers.html", words.of("optimizers")),
            new Entry("schedules.html", words.of("schedules")),
            new Entry("steps.html", words.of("steps")),
            new Entry("differences.html", words.of("differences")),
            new Entry("quirks.html", words.of("quirks")),
            new Entry("official.html", words.of("official")),
            new Entry("rules.html", words.of("rules")));
    return TEMPLATE.execute(
        new View(
            words.language().equals("zh") ? "zh-CN" : "en",
            words.all(),
            page.title(),
            page.body().replace("href=\"/", "href=\"" + up),
            up,
            up + "../",
            up + "../" + other + "/" + page.path(),
            items(chapters, page, up),
            items(parts, page, up)));
  }

  private static List<Item> items(List<Entry> entries, Page page, String up) {
    return entries.stream()
        .map(
            entry ->
                new Item(
                    up + entry.path(),
                    entry.title(),
                    entry.path().equals(page.path()) ? "page" : "false"))
        .toList();
  }
}
