package dev.lockstep.config.text;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a text, whatever it is about.
 *
 * @param kind what
 * @param place where
 * @param got what stands there
 * @param allowed what may stand there, or why it cannot be read
 */
public record Flaw(Kind kind, Place place, @Nullable Object got, String allowed) {
  /** What can be wrong. */
  public enum Kind {
    /** The text is no JSON, or no YAML. */
    SYNTAX,
    /** The bytes are no UTF-8. */
    ENCODING,
    /** The document, or a line of YAML, is too long. */
    SIZE_LIMIT,
    /** Values are nested too deep. */
    DEPTH_LIMIT,
    /** There are too many values, aliases counted by what they stand for. */
    VALUE_LIMIT,
    /** A key stands twice in one object. */
    DUPLICATE_KEY,
    /** An alias without its anchor before it. */
    UNKNOWN_ALIAS,
    /** A number that a double cannot hold. */
    NUMBER_RANGE
  }

  @Override
  public String toString() {
    String words = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    String value = got == null || got.equals("") ? "" : ", got " + got;
    return "%s:%s: %s%s%s"
        .formatted(
            place.line(), place.column(), words, allowed.isEmpty() ? "" : ": " + allowed, value);
  }
}
