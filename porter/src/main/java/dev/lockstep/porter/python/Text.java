package dev.lockstep.porter.python;

import java.util.Optional;

/** Python literals as values. */
public final class Text {
  private Text() {}

  /** The value of a plain string literal (no interpolation, escapes other than quotes unread). */
  public static Optional<String> string(Node node) {
    if (node.is("concatenated_string")) {
      StringBuilder all = new StringBuilder();
      for (Node part : node.children()) {
        Optional<String> value = string(part);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        all.append(value.get());
      }
      return Optional.of(all.toString());
    }
    if (!node.is("string") || node.descendants("interpolation").findAny().isPresent()) {
      return Optional.empty();
    }
    StringBuilder content = new StringBuilder();
    for (Node token : node.tokens()) {
      if (token.is("string_content")) {
        content.append(token.text());
      }
    }
    return Optional.of(content.toString());
  }

  /** Whether a node is the string literal of that value. */
  public static boolean isString(Node node, String value) {
    return string(node).filter(value::equals).isPresent();
  }

  /** An expression without the brackets around it. */
  public static Node unwrapped(Node node) {
    Node inner = node;
    while (inner.is("parenthesized_expression") && inner.children().size() == 1) {
      inner = inner.children().get(0);
    }
    return inner;
  }
}
