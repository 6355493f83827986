package dev.lockstep.guide;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The migration guide.
 *
 * <pre>{@code
 * Site site = Guide.make();
 * }</pre>
 *
 * <p>The same facts give the same files, byte for byte. Nothing is written to disk; the files fetch
 * nothing.
 */
public final class Guide {
  private static final List<String> LANGUAGES = List.of("en", "zh");

  private Guide() {}

  /**
   * Makes all pages.
   *
   * @throws IllegalArgumentException if a chapter quotes what there is not, or a script that is to
   *     be ported is not ported whole; the message says which
   */
  public static Site make() {
    Facts facts = Facts.load();
    SortedMap<String, String> files = new TreeMap<>();
    LANGUAGES.forEach(language -> new Edition(facts, language).write(files));
    Samples.files().forEach((name, script) -> files.put("code/" + name, script));
    ChapterPages.ports().forEach((name, script) -> files.put("code/" + name, script));
    List.of("index.html", "style.css", "guide.js")
        .forEach(name -> files.put(name, Quoted.text("static/" + name)));
    return new Site(files);
  }
}
