package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;
import java.util.Set;

/** {@code Variable(tensor)}: since torch 0.4 it is the tensor itself. */
public final class VariableWrapper implements Rule {
  private static final Text TENSOR = new Text("a Variable is the tensor itself", "Variable 就是张量本身");

  private static final Set<String> NAMES =
      Set.of("torch.autograd.Variable", "torch.autograd.variable.Variable");

  @Override
  public void apply(FilePort port) {
    port.calls().filter(c -> wrapped(port, c).isPresent()).toList().forEach(c -> unwrap(port, c));
  }

  /** The tensor that a call wraps. */
  static Optional<Node> wrapped(FilePort port, Call call) {
    boolean wraps =
        port.program().qualified(call.callee()).filter(NAMES::contains).isPresent()
            && isPlain(call);
    return call.positional(0).map(Argument::value).filter(n -> wraps);
  }

  /** Whether a call gives a tensor of its own, without its past, which gradients are asked for. */
  static boolean records(TrainingProgram program, Call call) {
    return program.qualified(call.callee()).filter(NAMES::contains).isPresent()
        && call.positional(0).isPresent()
        && call.arguments().size() == 2
        && call.argument(1, "requires_grad").filter(a -> a.value().is("true")).isPresent();
  }

  /** Whether it only wraps: no gradient is asked for. */
  private static boolean isPlain(Call call) {
    return call.positional(0).isPresent()
        && call.arguments().stream()
            .skip(1)
            .allMatch(
                a ->
                    a.kind() == Argument.Kind.KEYWORD
                        && (a.keyword().equals("volatile") || a.value().is("false")));
  }

  /** Whether a line of it begins with a dot, which Python takes within brackets only. */
  private static boolean goesOnWithDot(Node tensor) {
    return tensor.text().lines().skip(1).anyMatch(line -> line.strip().startsWith("."));
  }

  private void unwrap(FilePort port, Call call) {
    Node tensor = call.arguments().get(0).value();
    boolean simple =
        tensor.is("identifier", "attribute", "subscript", "call") && !goesOnWithDot(tensor);
    if (SelfAssignment.holds(port, Statements.of(call.node()))) {
      port.edits().remove(Statements.of(call.node()));
    } else {
      port.edits().replace(call.node(), r -> simple ? r.text(tensor) : "(" + r.text(tensor) + ")");
    }
    port.changed(this, call.node(), Construct.OTHER, TENSOR);
  }
}
