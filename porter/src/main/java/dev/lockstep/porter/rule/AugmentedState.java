package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;

/**
 * {@code v *= decay} of a tensor out of a model's state, {@code net.fc.weight *= mask}: torch
 * changes the model's own tensor, MindSpore's operator makes a new one.
 */
public final class AugmentedState implements Rule {
  private static final Text ASSIGNED =
      new Text(
          "torch changes the model's tensor in place; MindSpore's operator gives a new one, which is assigned",
          "torch 就地修改模型的张量；MindSpore 的运算符返回新张量，因此改为赋值");

  @Override
  public void apply(FilePort port) {
    List<Node> changes =
        port.file()
            .root()
            .descendants("augmented_assignment")
            .filter(n -> Statements.isStatement(n.parent().orElse(n)))
            .filter(n -> ModelTensors.isOwn(port, n.get("left")))
            .filter(n -> !port.isInRefused(n) && !port.isMarked(n))
            .toList();
    changes.forEach(change -> assign(port, change));
  }

  private void assign(FilePort port, Node change) {
    Node left = change.get("left");
    Node right = change.get("right");
    String operator = change.get("operator").text().replace("=", "");
    port.edits()
        .replace(
            change,
            r ->
                "%s(%s, %s %s %s)"
                    .formatted(
                        r.name("mindspore.ops.assign", left),
                        r.text(left),
                        r.text(left),
                        operator,
                        r.factor(right)));
    port.changed(this, change, Construct.OTHER, Verdict.EXACT, ASSIGNED, Optional.empty());
  }
}
