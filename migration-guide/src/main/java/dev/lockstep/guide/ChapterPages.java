package dev.lockstep.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The chapters, in the order of {@code chapters/order.txt}. */
final class ChapterPages {
  private static final Pattern PORT = Pattern.compile("```port (\\w+)");

  private final Words words;

  ChapterPages(Words words) {
    this.words = words;
  }

  /** All chapters in order. */
  List<Page> all() {
    Markdown markdown = new Markdown(words.language(), new Quotations(words));
    List<Page> pages = new ArrayList<>();
    for (String id : Quoted.text("chapters/order.txt").lines().toList()) {
      Markdown.Text text = read(markdown, "chapters/" + id + "." + words.language() + ".md");
      pages.add(
          new Page(
              "chapters/" + id + ".html", text.title(), words.of("kind-CHAPTER"), text.body()));
    }
    return pages;
  }

  /** The scripts that chapters port, and their ports, by file name. */
  static Map<String, String> ports() {
    Map<String, String> files = new TreeMap<>();
    for (String id : Quoted.text("chapters/order.txt").lines().toList()) {
      Matcher order = PORT.matcher(Quoted.text("chapters/" + id + ".en.md"));
      while (order.find()) {
        String name = order.group(1) + ".torch.py";
        String script = Quoted.text("python/" + name);
        files.put(name, script);
        files.put(Samples.portName(name), Port.of(name, script).ported());
      }
    }
    return files;
  }

  private static Markdown.Text read(Markdown markdown, String file) {
    try {
      return markdown.read(Quoted.text(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}
