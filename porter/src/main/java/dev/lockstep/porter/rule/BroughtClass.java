package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.rewrite.Rewrites;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;

/**
 * An optimizer class that the target framework does not have, written after the imports of a script
 * that needs it.
 */
final class BroughtClass {
  private static final String[] IMPORTS = {
    "import_statement", "import_from_statement", "future_import_statement"
  };

  private final FilePort port;
  private final Card card;

  BroughtClass(FilePort port, Card card) {
    this.port = port;
    this.card = card;
  }

  /** Writes the class unless the file has it by now; returns its name. */
  String name() {
    String name = Rewrites.nameOf(card);
    if (port.bring(name)) {
      String newline = port.file().source().newline();
      String text = Rewrites.classFor(card).orElseThrow().replace("\n", newline);
      port.edits().insert(afterImports(port.file()), Replacement.of(newline + text + newline));
    }
    return name;
  }

  /** After the last of the imports that begin the file; at its start if there are none. */
  static int afterImports(PythonFile file) {
    int offset = 0;
    for (Node statement : file.root().children()) {
      boolean text =
          statement.is("expression_statement")
              && statement.children().stream().allMatch(n -> n.is("string"));
      boolean begins = text || statement.is(IMPORTS);
      if (begins) {
        offset = file.source().lineEnd(statement.endLine());
      } else if (!statement.is("comment")) {
        return offset;
      }
    }
    return offset;
  }
}
