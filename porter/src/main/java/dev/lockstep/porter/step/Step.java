package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;

/** A call of {@code step()}, with or without a scaler. */
record Step(Node statement, Node optimizer, Optional<Node> scaler) {
  static Step of(Facing facing) throws Refusal {
    Call call = Call.of(facing.node()).orElseThrow();
    Node optimizer = facing.subject().orElseThrow();
    Node receiver = call.receiver().orElseThrow(() -> new Refusal(Reasons.SHARED_BACKWARD));
    boolean scaled = call.positional(0).filter(a -> a.value() == optimizer).isPresent();
    Refusal.unless(call.arguments().size() == (scaled ? 1 : 0), Reasons.CLOSURE);
    Refusal.unless(!optimizer.is("subscript"), Reasons.ITEM);
    Node statement = Statements.of(call.node());
    Refusal.unless(Statements.isAlone(call.node()), Reasons.STEP_RESULT);
    return new Step(statement, optimizer, scaled ? Optional.of(receiver) : Optional.empty());
  }

  /** Whether an expression is the scaler that steps. */
  boolean isScaler(Optional<Node> expression) {
    return expression.isPresent()
        && scaler.filter(s -> s.text().equals(expression.get().text())).isPresent();
  }
}
