package dev.lockstep.config.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A facade's constructor said no.
 *
 * @param reason its message, without the name of the class in front
 */
record Refusal(String reason) {
  private static final Pattern ALLOWED = Pattern.compile("must be (.+?)(?:, got .*|; .*|$)");

  static Refusal of(RuntimeException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new Refusal(message.replaceFirst("^(?:[\\w.\\[\\]]+: )+", ""));
  }

  /** What may stand there, if the message says it in the usual form, else the message. */
  String allowed() {
    Matcher matcher = ALLOWED.matcher(reason);
    return matcher.find()
        ? matcher.group(1).replace("at least ", ">= ").replace("above ", "> ")
        : reason;
  }

  /** Whether the message names that option. */
  boolean names(String option) {
    return Pattern.compile("\\b" + Pattern.quote(option) + "\\b").matcher(reason).find();
  }
}
