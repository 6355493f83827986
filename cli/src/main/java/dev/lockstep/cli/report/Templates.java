package dev.lockstep.cli.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The templates of pages; they share parts by name. */
final class Templates {
  private Templates() {}

  static Template load(String name) {
    try (Reader reader = open(name)) {
      return Mustache.compiler().nullValue("").withLoader(Templates::open).compile(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader open(String name) {
    return new InputStreamReader(
        Objects.requireNonNull(Templates.class.getResourceAsStream(name + ".mustache")),
        StandardCharsets.UTF_8);
  }
}
