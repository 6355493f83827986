package dev.lockstep.guide;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.StringReader;

/** The templates of pages, in {@code templates}; they share parts by name. */
final class Templates {
  private Templates() {}

  static Template load(String name) {
    return Mustache.compiler()
        .nullValue("")
        .emptyStringIsFalse(true)
        .withLoader(part -> new StringReader(read(part)))
        .compile(read(name));
  }

  private static String read(String name) {
    return Quoted.text("templates/" + name + ".mustache");
  }
}
