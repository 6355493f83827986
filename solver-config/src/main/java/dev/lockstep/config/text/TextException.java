package dev.lockstep.config.text;

import dev.lockstep.core.OptionException;

/** A text that cannot be read as plain data; the message begins with file, line and column. */
public final class TextException extends OptionException {
  private static final long serialVersionUID = 1;

  TextException(String message) {
    super(message);
  }
}
