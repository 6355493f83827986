package dev.lockstep.porter.rule;

import dev.lockstep.porter.edit.Edits;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.program.Kept;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.HashSet;
import java.util.Set;

/**
 * Comments on what was not ported: {@code # lockstep: kept [training-step] why}, on a line of its
 * own above the statement, so that the file stays valid Python.
 */
public final class Marks {
  private final Edits edits;
  private final Set<String> made = new HashSet<>();

  Marks(Edits edits) {
    this.edits = edits;
  }

  /** Marks the statement of a node, unless it carries a mark of an earlier port. */
  void add(Node node, String rule, String reason) {
    Node statement = Statements.lineStarter(node);
    if (!made.add(statement.start() + rule) || Kept.covers(node)) {
      return;
    }
    Replacement comment =
        rendering ->
            "%s%s] %s%s%s"
                .formatted(
                    Kept.PREFIX,
                    rule,
                    reason,
                    rendering.newline(),
                    rendering.indent(statement.start()));
    edits.insert(statement.start(), comment);
  }
}
