package dev.lockstep.config.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.config.text.Flaw;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong, before it is known where in the text it stands.
 *
 * @param rule which rule it breaks
 * @param path what it is about, {@code groups[1].lr}; empty for the whole definition
 * @param got what stands there
 * @param allowed what may stand there, or why it is refused
 * @param suggestion the nearest valid word; empty if there is none
 */
record Problem(Rule rule, String path, String got, String allowed, String suggestion) {
  private static final int SHOWN = 60;
  private static final int MANY = 100;
  private static final int MOST_NAMES = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is wrong with the text; kinds of flaws have the names of their rules. */
  static Problem of(Flaw flaw) {
    return of(Rule.valueOf(flaw.kind().name()), "", flaw.got(), flaw.allowed());
  }

  static Problem of(Rule rule, String path, @Nullable Object got, String allowed) {
    return new Problem(rule, path, shown(got), allowed, "");
  }

  static Problem of(
      Rule rule, String path, @Nullable Object got, String allowed, @Nullable String suggestion) {
    return new Problem(rule, path, shown(got), allowed, suggestion == null ? "" : suggestion);
  }

  /** Names to choose from, the first of many. */
  static String names(Collection<String> names) {
    String some = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return names.size() > MOST_NAMES ? some + ", ..." : some;
  }

  /** A value as it is written in JSON, cut to a readable length; a sentence as it is. */
  static String shown(@Nullable Object value) {
    String text =
        value instanceof String sentence && sentence.contains(" ") ? sentence : json(value);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...";
  }

  private static String json(@Nullable Object value) {
    if (value instanceof Collection<?> list && list.size() > MANY) {
      return "a list of " + list.size();
    }
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      return String.valueOf(value);
    }
  }
}
