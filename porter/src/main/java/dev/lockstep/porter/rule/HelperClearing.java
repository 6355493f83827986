package dev.lockstep.porter.rule;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;

/** A function that only clears gradients, once nothing calls it any more. */
public final class HelperClearing implements Rule {
  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.ZERO_GRAD).toList()) {
      Optional<Node> function = Statements.function(facing.node());
      List<Call> callers = function.map(port.program().flow()::callers).orElse(List.of());
      boolean gone =
          !callers.isEmpty()
              && port.program().onlyClears(function.get())
              && callers.stream().allMatch(c -> port.isSettled(c.node()));
      if (gone) {
        port.edits().remove(Statements.of(facing.node()));
        port.changed(this, facing.node(), Construct.ZERO_GRAD, Sentences.CLEARED);
      }
    }
  }
}
