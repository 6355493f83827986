package dev.lockstep.config;

import dev.lockstep.core.OptionException;

/**
 * A definition that cannot be read or built; the message says where, what was got, what is allowed.
 */
public class DefinitionException extends OptionException {
  private static final long serialVersionUID = 1;

  /** An error with its message. */
  public DefinitionException(String message) {
    super(message);
  }

  /** The same error, one level further out: {@code groups[1].lr: ...}. */
  DefinitionException at(String path) {
    DefinitionException located = new DefinitionException(path + ": " + getMessage());
    located.initCause(this);
    return located;
  }
}
