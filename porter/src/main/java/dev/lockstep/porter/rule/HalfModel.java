package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;
import java.util.Set;

/** {@code model.half()}, {@code model.to(torch.bfloat16)}: a model cast to half precision. */
public final class HalfModel implements Rule {
  private static final Set<String> METHODS = Set.of("half", "bfloat16");
  private static final Set<String> TYPES = Set.of("torch.half", "torch.float16", "torch.bfloat16");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(call -> call.receiver().filter(r -> isCast(port, call, r)).isPresent())
        .filter(call -> isHalf(port, call))
        .toList()
        .forEach(call -> decide(port, call));
  }

  /** Whether it casts a model in place: a tensor's cast is another tensor, which somebody takes. */
  private static boolean isCast(FilePort port, Call call, Node receiver) {
    return Statements.isAlone(call.node()) || isModel(port, receiver);
  }

  private static boolean isModel(FilePort port, Node receiver) {
    return port.program().isModel(receiver)
        || Call.of(receiver).flatMap(Call::receiver).filter(r -> isModel(port, r)).isPresent();
  }

  private static boolean isHalf(FilePort port, Call call) {
    boolean own = port.program().flow().callee(call).isPresent();
    return !own
        && (METHODS.contains(call.name())
            || (call.name().equals("to")
                && call.arguments().stream().map(Argument::value).anyMatch(v -> isType(port, v))));
  }

  private static boolean isType(FilePort port, Node value) {
    return port.program().qualified(value).filter(TYPES::contains).isPresent();
  }

  private void decide(FilePort port, Call call) {
    Node node = call.node();
    if (port.options().unsafe()) {
      port.edits().replace(node, r -> r.text(call.receiver().orElseThrow()));
      port.changed(
          this, node, Construct.AMP, Verdict.DIVERGES, Sentences.FLOAT32, Optional.empty());
    } else {
      port.refused(
          this, node, Construct.AMP, Verdict.DIVERGES, Sentences.needsUnsafe(Sentences.FLOAT32));
    }
  }
}
