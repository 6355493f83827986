package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Set;

/** {@code Variable(tensor)}: since torch 0.4 it is the tensor itself. */
public final class VariableWrapper implements Rule {
  private static final Text TENSOR = new Text("a Variable is the tensor itself", "Variable 就是张量本身");

  private static final Set<String> NAMES =
      Set.of("torch.autograd.Variable", "torch.autograd.variable.Variable");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> port.program().qualified(c.callee()).filter(NAMES::contains).isPresent())
        .filter(VariableWrapper::isPlain)
        .toList()
        .forEach(c -> unwrap(port, c));
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

  private void unwrap(FilePort port, Call call) {
    Node tensor = call.arguments().get(0).value();
    boolean simple = tensor.is("identifier", "attribute", "subscript", "call");
    port.edits().replace(call.node(), r -> simple ? r.text(tensor) : "(" + r.text(tensor) + ")");
    port.changed(this, call.node(), Construct.OTHER, TENSOR);
  }
}
