package dev.lockstep.porter.python;

/** A file that is not Python 3; the message starts with its place, {@code file:line:column}. */
public final class SyntaxProblem extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  SyntaxProblem(String path, int line, int column, String message) {
    super("%s:%s:%s: %s".formatted(path, line, column, message));
    this.line = line;
    this.column = column;
  }

  /** The message with its place. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1. */
  public int column() {
    return column;
  }
}
