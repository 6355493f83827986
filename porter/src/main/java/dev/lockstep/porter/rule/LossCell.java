package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;

/** {@code WithLossCell(network, loss)} whose training step is written out: it goes. */
public final class LossCell implements Rule {
  private static final Text GONE =
      new Text("the loss of its network is written out where it is used", "其网络的损失已在使用处写出");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> c.name().equals("WithLossCell") && !port.isSettled(c.node()))
        .filter(c -> isUnused(port, c))
        .toList()
        .forEach(c -> remove(port, c.node()));
  }

  /** Whether every place that reads its variable is gone, and what stands there names the parts. */
  private static boolean isUnused(FilePort port, Call cell) {
    Optional<Node> name = VariableReads.holder(port, cell.node());
    return name.isPresent()
        && VariableReads.of(port, name.get()).stream()
            .allMatch(
                read -> port.edits().covers(read) && LossNetwork.of(port, read).loss().isPresent());
  }

  private void remove(FilePort port, Node cell) {
    port.edits().remove(Statements.of(cell));
    port.changed(this, cell, Construct.STEP, Verdict.EXACT, GONE, Optional.empty());
  }
}
