package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;

/**
 * {@code p.data = p.data * decay}: in MindSpore the parameter would get other memory, which an
 * optimizer that has stepped does not see.
 */
public final class DataAssignment implements Rule {
  private static final Text ASSIGNED =
      new Text(
          "the value is written into the parameter: an optimizer of MindSpore that has stepped does not"
              + " see other memory of it",
          "将值写入参数本身：MindSpore 的优化器执行过更新后，看不到参数换用的其他内存");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("assignment")
        .filter(n -> Statements.isStatement(n.parent().orElse(n)) && isOwn(n))
        .filter(n -> !port.isInRefused(n) && !port.isMarked(n) && !port.edits().covers(n))
        .toList()
        .forEach(n -> assign(port, n));
  }

  /** Whether a tensor gets a value that is computed from its own. */
  private static boolean isOwn(Node assignment) {
    Node left = assignment.get("left");
    return left.is("attribute")
        && left.get("attribute").text().equals("data")
        && assignment.find("right").stream()
            .flatMap(right -> right.descendants("attribute"))
            .anyMatch(n -> n.text().equals(left.text()));
  }

  private void assign(FilePort port, Node assignment) {
    Node left = assignment.get("left");
    port.edits()
        .replace(
            assignment,
            r ->
                "%s(%s, %s)"
                    .formatted(
                        r.name("mindspore.ops.assign", left),
                        r.text(left.get("object")),
                        r.text(assignment.get("right"))));
    port.changed(this, assignment, Construct.OTHER, ASSIGNED);
  }
}
