package dev.lockstep.cli.report;

import java.util.Map;
import java.util.Optional;

/**
 * Something said about a place of a file, as code scanning and build servers take it.
 *
 * @param rule the id of the rule; empty if none
 * @param level how bad it is
 * @param file the file
 * @param line the first line, from 1
 * @param endLine the last line
 * @param column of the first line, from 1; 0 for the whole line
 * @param text the sentence
 * @param properties what a tool may want beside it
 */
public record Remark(
    Optional<String> rule,
    Level level,
    String file,
    int line,
    int endLine,
    int column,
    String text,
    Map<String, String> properties) {
  /** How bad it is. */
  public enum Level {
    /** Something is wrong. */
    ERROR,
    /** A person should look. */
    WARNING,
    /** For information. */
    NOTE
  }

  public Remark {
    properties = Map.copyOf(properties);
  }
}
