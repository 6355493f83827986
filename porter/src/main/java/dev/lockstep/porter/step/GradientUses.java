package dev.lockstep.porter.step;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a script reads or changes the gradients that torch keeps in the parameters. */
public final class GradientUses {
  private GradientUses() {}

  /** The expressions {@code p.grad} in a node. */
  public static Stream<Node> in(TrainingProgram program, Node node) {
    return node.descendants("attribute")
        .filter(GradientUses::isGradient)
        .filter(n -> isKept(n) && !n.field().equals("function"))
        .filter(n -> !Flow.isSelf(n.get("object")) && program.qualified(n).isEmpty());
  }

  /** Whether an expression is a gradient: {@code p.grad} or {@code p.grad.data}. */
  public static boolean isGradient(Node node) {
    return node.is("attribute")
        && (isKept(node)
            || (node.get("attribute").text().equals("data") && isGradient(node.get("object"))));
  }

  /** By the attribute's name, or by the one below it that some scripts assign. */
  private static boolean isKept(Node attribute) {
    return attribute.get("attribute").text().matches("_?grad");
  }

  /** The gradient itself, with {@code .data} behind it. */
  public static Node whole(Node use) {
    Node outer = use.parent().orElse(use);
    return use.field().equals("object") && isGradient(outer) ? outer : use;
  }

  /** The assignment or call that changes a gradient, if it does not only read it. */
  public static Optional<Node> change(Node use) {
    Node whole = whole(use);
    while (whole.field().equals("value")
        && whole.parent().filter(p -> p.is("subscript")).isPresent()) {
      whole = whole.parent().orElseThrow();
    }
    Node outer = whole.parent().orElse(whole);
    if (whole.field().equals("left") && outer.is("assignment", "augmented_assignment")) {
      return Optional.of(outer);
    }
    return chained(whole)
        .filter(call -> call.name().matches("\\w*[a-z]_"))
        .map(GradientUses::last)
        .map(Call::node);
  }

  /** The method that is called on an expression. */
  private static Optional<Call> chained(Node receiver) {
    return receiver
        .parent()
        .filter(p -> p.is("attribute") && receiver.field().equals("object"))
        .flatMap(Node::parent)
        .flatMap(Call::of)
        .filter(c -> c.receiver().filter(r -> r == receiver).isPresent());
  }

  private static Call last(Call call) {
    return chained(call.node()).map(GradientUses::last).orElse(call);
  }
}
