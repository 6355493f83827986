package dev.lockstep.cli;

/** Wrong use or unreadable input: a sentence of the catalogue, shown as one line; exit code 2. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String key;
  private final transient Object[] args;

  /**
   * An error.
   *
   * @param key of the sentence in the catalogue
   * @param args its arguments
   */
  public CommandException(String key, Object... args) {
    super(key);
    this.key = key;
    this.args = args.clone();
  }

  /** The sentence. */
  String text(Messages messages) {
    return messages.text(key, args);
  }
}
