package dev.lockstep.core;

/**
 * An option, a group or a list of parameters that the framework refuses. The message says what is
 * wrong, what was got and what is allowed.
 */
public class OptionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** An error with its message. */
  public OptionException(String message) {
    super(message);
  }
}
