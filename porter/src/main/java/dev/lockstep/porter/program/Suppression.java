package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;
import java.util.regex.Pattern;

/** {@code # lockstep: ignore} behind a statement: the port leaves the statement as it is. */
public final class Suppression {
  private static final Pattern COMMENT = Pattern.compile("#\\s*lockstep:\\s*ignore\\b");

  private Suppression() {}

  /** Whether any statement of a file may carry the comment. */
  public static boolean isIn(Source source) {
    return COMMENT.matcher(source.text()).find();
  }

  /** Whether a line of the statement of a node, its own block apart, carries the comment. */
  public static boolean covers(Node node) {
    Node statement = Statements.of(node);
    Source source = node.source();
    int last = Math.max(node.endLine(), simple(statement) ? statement.endLine() : statement.line());
    for (int line = statement.line(); line <= last; line++) {
      if (COMMENT.matcher(source.lineText(line)).find()) {
        return true;
      }
    }
    return false;
  }

  private static boolean simple(Node statement) {
    return !Statements.COMPOUND.contains(statement.kind());
  }
}
