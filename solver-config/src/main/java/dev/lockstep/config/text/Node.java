package dev.lockstep.config.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document that knows its place.
 *
 * @param content a map of nodes, a list of nodes, a number, text, boolean or null
 * @param place where it begins; of an entry of a map, where its key begins
 */
public record Node(@Nullable Object content, Place place) {
  private static final Pattern STEP = Pattern.compile("[^.\\[\\]]+");

  /** The same value at another place. */
  public Node at(Place other) {
    return new Node(content, other);
  }

  /** The value without places. */
  public @Nullable Object plain() {
    if (content instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((key, value) -> plain.put((String) key, ((Node) value).plain()));
      return plain;
    }
    if (content instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(((Node) element).plain()));
      return plain;
    }
    return content;
  }

  /** The place of what a path names ({@code groups[1].lr}), or of the nearest thing around it. */
  public Place find(String path) {
    Node node = this;
    for (MatchResult step : STEP.matcher(path).results().toList()) {
      Node next = node.child(step.group());
      if (next == null) {
        break;
      }
      node = next;
    }
    return node.place;
  }

  private @Nullable Node child(String step) {
    if (content instanceof Map<?, ?> map) {
      return (Node) map.get(step);
    }
    if (content instanceof List<?> list && step.matches("\\d{1,7}")) {
      int index = Integer.parseInt(step);
      return index < list.size() ? (Node) list.get(index) : null;
    }
    return null;
  }
}
