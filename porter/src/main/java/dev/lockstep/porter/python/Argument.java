package dev.lockstep.porter.python;

/**
 * One argument of a call.
 *
 * @param node its whole range, {@code lr=0.1}
 * @param keyword the name before the equals sign; empty for the other kinds
 * @param value the expression, without the name or the stars
 * @param kind how it is given
 */
public record Argument(Node node, String keyword, Node value, Kind kind) {
  /** How an argument is given. */
  public enum Kind {
    /** {@code f(x)}. */
    POSITIONAL,
    /** {@code f(name=x)}. */
    KEYWORD,
    /** {@code f(*x)}. */
    SPLAT,
    /** {@code f(**x)}. */
    DOUBLE_SPLAT
  }

  static Argument of(Node node) {
    return switch (node.kind()) {
      case "keyword_argument" ->
          new Argument(node, node.get("name").text(), node.get("value"), Kind.KEYWORD);
      case "list_splat" -> new Argument(node, "", node.children().get(0), Kind.SPLAT);
      case "dictionary_splat" -> new Argument(node, "", node.children().get(0), Kind.DOUBLE_SPLAT);
      default -> new Argument(node, "", node, Kind.POSITIONAL);
    };
  }
}
