package dev.lockstep.guide;

import java.util.List;

/** What the search looks through, as a script that sets one variable: pages of files fetch none. */
final class SearchIndex {
  /** Letters kept of a page: names and the first sentences, so that the index stays small. */
  private static final int LETTERS = 1500;

  private SearchIndex() {}

  /** The script of an edition. */
  static String of(List<Page> pages) {
    StringBuilder script = new StringBuilder("window.guideIndex = [\n");
    for (Page page : pages) {
      String text = Html.plain(page.body());
      script.append(
          "[%s, %s, %s, %s],\n"
              .formatted(
                  literal(page.path()),
                  literal(page.title()),
                  literal(page.kind()),
                  literal(text.substring(0, Math.min(LETTERS, text.length())))));
    }
    return script.append("];\n").toString();
  }

  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("<", "\\u003c") + '"';
  }
}
