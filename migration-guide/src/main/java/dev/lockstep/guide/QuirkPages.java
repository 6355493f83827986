package dev.lockstep.guide;

import dev.lockstep.mindspore.Quirk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A page for each named quirk: {@code doc/quirks} in English, {@code quirks} here in Chinese. */
final class QuirkPages {
  private static final Markdown MARKDOWN =
      new Markdown(
          "en",
          (info, text) -> {
            throw new IllegalArgumentException("a quirk's page has no code");
          });

  private final Words words;

  QuirkPages(Words words) {
    this.words = words;
  }

  /** The list, then a page a quirk. */
  List<Page> all() {
    List<Page> pages = new ArrayList<>();
    List<ListPage.Row> rows = new ArrayList<>();
    for (Quirk quirk : Quirk.values()) {
      Markdown.Text text = read(quirk, words);
      String path = "quirks/" + quirk.id() + ".html";
      pages.add(new Page(path, text.title(), words.of("kind-QUIRK"), text.body()));
      rows.add(ListPage.Row.of(path, quirk.id(), text.title()));
    }
    List<String> head = Arrays.asList(words.of("quirk"), words.of("in-one-line"));
    pages.add(0, new ListPage(words).of("quirks", head, rows));
    return pages;
  }

  /** The title of a quirk's page. */
  static String title(Quirk quirk, Words words) {
    return read(quirk, words).title();
  }

  private static Markdown.Text read(Quirk quirk, Words words) {
    String suffix = words.language().equals("en") ? "" : "." + words.language();
    return MARKDOWN.read(Quoted.text("quirks/" + quirk.id() + suffix + ".md"));
  }
}
