package dev.lockstep.porter.edit;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An edited text without what need not be parsed again: {@code pass} stands for statements behind
 * one another that came out as they were, and definitions that are brought are left out. If it is
 * Python, so is the edited text; if not, the edited text decides.
 */
final class Abridged {
  private final Node root;
  private final Source source;
  private final List<Supplier<String>> parts = new ArrayList<>();

  Abridged(Node root) {
    this.root = root;
    this.source = root.source();
  }

  /** A range of the source that came out as it was. */
  void kept(int start, int end) {
    parts.add(() -> abridged(start, end));
  }

  /** What an edit put there. */
  void edited(Edit edit, String text) {
    if (!edit.replacement().isDefinition()) {
      parts.add(() -> text);
    }
  }

  private String abridged(int start, int end) {
    StringBuilder out = new StringBuilder();
    return out.append(source.text(), write(out, root, start, end), end).toString();
  }

  /**
   * Writes what of a node lies in a range; returns the character after the last statement. What
   * touches an edit is not left out: it might be one word with it.
   */
  private int write(StringBuilder out, Node node, int start, int end) {
    int at = start;
    boolean passed = false;
    for (Node child : node.children()) {
      boolean touches = child.start() < end && child.end() > at;
      boolean whole = child.start() > at && child.end() < end;
      boolean passes = touches && whole && Statements.isStatement(child);
      if (passes) {
        if (!passed) {
          out.append(source.text(), at, child.start()).append("pass");
        }
        at = child.end();
      } else if (touches && (!whole || Statements.holdsSuite(child))) {
        at = write(out, child, at, end);
      }
      passed = passes;
    }
    return at;
  }

  /** The text, made when it is asked for. */
  @Override
  public String toString() {
    return parts.stream().map(Supplier::get).collect(Collectors.joining());
  }
}
