package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;

/** {@code # lockstep: kept [rule] why} above a statement: an earlier port has left it as it is. */
public final class Kept {
  /** What such a comment begins with; the rule's id follows. */
  public static final String PREFIX = "# lockstep: kept [";

  private Kept() {}

  /** Whether any statement of a file may carry the comment. */
  public static boolean isIn(Source source) {
    return source.text().contains(PREFIX);
  }

  /** Whether the statement of a node carries the comment. */
  public static boolean covers(Node node) {
    Source source = node.source();
    int line = Statements.lineStarter(node).line() - 1;
    while (line >= 1 && source.lineText(line).strip().startsWith("#")) {
      if (source.lineText(line).strip().startsWith(PREFIX)) {
        return true;
      }
      line--;
    }
    return false;
  }
}
