package dev.lockstep.porter.edit;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An edited text without what need not be parsed again: {@code pass} stands for statements behind
 * one another that came out as they were or with other names, and definitions that are brought are
 * left out. If it is Python, so is the edited text; if not, the edited text decides.
 */
final class Abridged {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+");

  private static final Set<String> KEYWORDS =
      Set.of(
          ("False None True and as assert async await break case class continue def del elif else"
                  + " except exec finally for from global if import in is lambda match nonlocal not"
                  + " or pass print raise return try type while with yield")
              .split(" "));

  private final Node root;
  private final Source source;
  private final List<Supplier<String>> parts = new ArrayList<>();
  private int keptFrom;
  private int keptTo;

  Abridged(Node root) {
    this.root = root;
    this.source = root.source();
  }

  /** A range of the source that came out as it was. */
  void kept(int start, int end) {
    if (start != keptTo) {
      close(start);
    }
    keptTo = end;
  }

  /** What an edit put there. */
  void edited(Edit edit, String text) {
    if (edit.replacement().isDefinition()) {
      return;
    }
    if (isRenaming(source.text(edit.start(), edit.end()), text)) {
      kept(edit.start(), edit.end());
    } else {
      close(edit.end());
      parts.add(() -> text);
    }
  }

  /** Ends what is kept; what may be kept behind it starts there. */
  private void close(int next) {
    int start = keptFrom;
    int end = keptTo;
    if (start < end) {
      parts.add(() -> abridged(start, end));
    }
    keptFrom = next;
    keptTo = next;
  }

  /** Whether a name stands for a name, or a dotted one for a dotted one: Python wherever it was. */
  private static boolean isRenaming(String old, String text) {
    return (isName(old) && isName(text))
        || (DOTTED.matcher(old).matches() && DOTTED.matcher(text).matches());
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches() && !KEYWORDS.contains(text);
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
    close(keptTo);
    return parts.stream().map(Supplier::get).collect(Collectors.joining());
  }
}
