package dev.lockstep.config.check;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Something wrong, with its place.
 *
 * @param rule the id of the rule, which is the name of its page
 * @param severity {@code error} or {@code warning}
 * @param file the file
 * @param line from 1
 * @param column from 1
 * @param path what it is about: {@code groups[1].lr}
 * @param got what stands there
 * @param allowed what may stand there
 * @param suggestion how to repair it
 * @param message all of it as a sentence
 */
@JsonPropertyOrder({
  "rule",
  "severity",
  "file",
  "line",
  "column",
  "path",
  "got",
  "allowed",
  "suggestion",
  "message"
})
public record Finding(
    String rule,
    String severity,
    String file,
    int line,
    int column,
    String path,
    String got,
    String allowed,
    String suggestion,
    String message) {

  /** Whether the framework refuses the definition for it. */
  public boolean isError() {
    return severity.equals(Severity.ERROR.toString());
  }

  /** One line: {@code file:line:column: error [rule] message suggestion}. */
  @Override
  public String toString() {
    return "%s:%s:%s: %s [%s] %s%s"
        .formatted(
            file,
            line,
            column,
            severity,
            rule,
            message,
            suggestion.isEmpty() ? "" : " " + suggestion);
  }
}
