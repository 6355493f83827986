package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;

/**
 * {@code p.requires_grad = False} in a training loop: torch's optimizer skips the parameter from
 * then on, MindSpore's has the parameters that it was built with.
 */
public final class LateFreezing implements Rule {
  private static final Text LATE =
      new Text(
          "MindSpore's optimizer goes on with the parameters that it was built with: it decays a frozen"
              + " one and follows its momentum, and does not train one that was frozen then; build"
              + " another optimizer here",
          "MindSpore 的优化器始终使用构建时的参数：被冻结的参数仍会衰减并沿动量更新，当时已冻结的参数不会被训练；" + "请在此处重新构建优化器");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("attribute")
        .filter(n -> asked(n).isPresent() && !port.isInRefused(n) && !port.isMarked(n))
        .filter(n -> trainingLoop(port, n).filter(l -> !toggles(l)).isPresent())
        .toList()
        .forEach(n -> port.refused(this, n, Construct.GROUP, LATE));
  }

  /** What a statement that sets whether a tensor needs gradients sets it to. */
  static Optional<String> asked(Node attribute) {
    String name = attribute.get("attribute").text();
    if (name.equals("requires_grad") && Effects.isTarget(attribute)) {
      return attribute.parent().flatMap(p -> p.find("right")).map(Node::text);
    }
    return Call.of(attribute.parent().orElse(attribute))
        .filter(c -> name.equals("requires_grad_") && c.callee() == attribute)
        .map(c -> c.argument(0, "requires_grad").map(a -> a.value().text()).orElse("True"));
  }

  /** The outermost loop around a place, if it holds a step and no optimizer is built in it. */
  private static Optional<Node> trainingLoop(FilePort port, Node place) {
    List<Facing> facings = port.plans().survey().facings(port.file());
    return place
        .ancestors()
        .takeWhile(n -> !n.is("function_definition"))
        .filter(n -> n.is("for_statement", "while_statement"))
        .reduce((inner, outer) -> outer)
        .filter(loop -> holds(loop, facings, Construct.STEP))
        .filter(loop -> !holds(loop, facings, Construct.OPTIMIZER));
  }

  private static boolean holds(Node loop, List<Facing> facings, Construct construct) {
    return facings.stream().anyMatch(f -> f.construct() == construct && loop.contains(f.node()));
  }

  /** Whether a loop sets both: one network's gradients are left out while another is trained. */
  private static boolean toggles(Node loop) {
    List<String> values = loop.descendants("attribute").flatMap(n -> asked(n).stream()).toList();
    return values.contains("True") && values.contains("False");
  }
}
