package dev.lockstep.guide;

import java.util.ArrayList;
import java.util.List;

/** The chapters, in the order of {@code chapters/order.txt}. */
final class ChapterPages {
  private final Words words;

  ChapterPages(Words words) {
    this.words = words;
  }

  /** All chapters in order. */
  List<Page> all() {
    Markdown markdown = new Markdown(new Quotations(words));
    List<Page> pages = new ArrayList<>();
    for (String id : Quoted.text("chapters/order.txt").lines().toList()) {
      Markdown.Text text = read(markdown, "chapters/" + id + "." + words.language() + ".md");
      pages.add(
          new Page(
              "chapters/" + id + ".html", text.title(), words.of("kind-CHAPTER"), text.body()));
    }
    return pages;
  }

  private static Markdown.Text read(Markdown markdown, String file) {
    try {
      return markdown.read(Quoted.text(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}
