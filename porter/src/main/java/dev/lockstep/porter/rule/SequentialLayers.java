package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code SequentialCell([a, b])}: torch's {@code Sequential} takes its layers one by one. Where it
 * cannot be seen whether a list is given, and for classes that extend it, a class that the port
 * brings takes both.
 */
public final class SequentialLayers implements Rule {
  private static final String SEQUENTIAL = "mindspore.nn.SequentialCell";
  private static final Text ONE_BY_ONE =
      new Text("torch takes the layers one by one", "torch 逐个接收各层");

  @Override
  public void apply(FilePort port) {
    port.references()
        .filter(node -> port.program().canonical(node).filter(SEQUENTIAL::equals).isPresent())
        .filter(node -> !port.edits().covers(node))
        .toList()
        .forEach(node -> apply(port, node));
  }

  private void apply(FilePort port, Node node) {
    Optional<Call> call = node.parent().flatMap(Call::of).filter(c -> c.callee() == node);
    Optional<Node> single = call.map(Call::arguments).flatMap(SequentialLayers::single);
    if (single.isPresent()) {
      given(port, call.orElseThrow(), single.get());
    } else if (node.parent().filter(p -> p.field().equals("superclasses")).isPresent()) {
      bring(port, node, node);
    }
  }

  private static Optional<Node> single(List<Argument> arguments) {
    return arguments.size() == 1 && arguments.get(0).kind() == Argument.Kind.POSITIONAL
        ? Optional.of(arguments.get(0).value())
        : Optional.empty();
  }

  private void given(FilePort port, Call call, Node layers) {
    Set<Node> origins = port.program().flow().origins(layers);
    if (origins.stream().allMatch(o -> o.is("list", "tuple", "list_comprehension"))) {
      port.edits().insert(layers.start(), Replacement.of("*"));
      Counterpart.write(port, "torch.nn.Sequential", call.callee());
      port.changed(this, call.node(), Construct.MODEL, Verdict.EXACT, ONE_BY_ONE, Optional.empty());
    } else if (!origins.stream().allMatch(o -> isLayer(o))) {
      bring(port, call.node(), call.callee());
    }
  }

  /** Whether it is the construction of a layer. */
  private static boolean isLayer(Node origin) {
    return Call.of(origin).filter(Call::isNamedAsClass).isPresent();
  }

  private void bring(FilePort port, Node place, Node name) {
    port.edits().replace(name, BroughtCode.function(port, "MindSporeSequentialCell"));
    port.changed(
        this, place, Construct.MODEL, Verdict.EXACT, Counterpart.BROUGHT, Optional.empty());
  }
}
