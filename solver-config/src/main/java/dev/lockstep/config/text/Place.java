package dev.lockstep.config.text;

/**
 * A place in a document, both counted from 1.
 *
 * @param line the line
 * @param column the column, in characters
 */
public record Place(int line, int column) {
  /** Where a document begins. */
  public static final Place START = new Place(1, 1);
}
