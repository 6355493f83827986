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

  /** The same error, one level further out: {@code groups[1]: ...}; an index joins its list. */
  DefinitionException at(String path) {
    String message = String.valueOf(getMessage());
    return new DefinitionException(path + (message.startsWith("[") ? "" : ": ") + message);
  }

  /** Any refusal, one level further out. */
  static DefinitionException at(String path, OptionException e) {
    return e instanceof DefinitionException known
        ? known.at(path)
        : new DefinitionException(path + ": " + e.getMessage());
  }
}
