package dev.lockstep.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The texts of this module: chapters, quoted pages, sources of examples. */
final class Quoted {
  private Quoted() {}

  /** The text of that name, such as {@code chapters/step-loop.md}; empty if there is none. */
  static Optional<String> find(String name) {
    try (InputStream in = Quoted.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The text of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String text(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("the guide has no file " + name));
  }
}
