package dev.lockstep.guide;

import com.samskivert.mustache.Template;
import java.util.List;
import java.util.Map;

/** A table of pages. Label {@code KEY} is its title, {@code KEY-intro} the sentence above it. */
final class ListPage {
  private static final Template TEMPLATE = Templates.load("list");

  private final Words words;

  /** What the template shows. */
  private record View(String intro, List<String> head, List<Row> rows) {}

  /**
   * A row.
   *
   * @param href the page
   * @param name what links to it
   * @param verdict a verdict, or empty
   * @param cells what else the row says, as HTML
   */
  record Row(String href, String name, String verdict, List<String> cells) {
    /** A row of a page and a sentence. */
    static Row of(String path, String name, String sentence) {
      return new Row("/" + path, name, "", List.of(Html.escape(sentence)));
    }
  }

  ListPage(Words words) {
    this.words = words;
  }

  /** The page. */
  Page of(String key, List<String> head, List<Row> rows) {
    Map<String, String> labels = words.all();
    String body = TEMPLATE.execute(new View(labels.getOrDefault(key + "-intro", ""), head, rows));
    return new Page(key + ".html", words.of(key), words.of("kind-LIST"), body);
  }
}
