package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import java.util.Optional;

/**
 * {@code param in those}, where {@code param} runs over the parameters of a model: torch would
 * compare values, element by element.
 */
public final class ParameterMembership implements Rule {
  private static final Text SAME_OBJECT =
      new Text(
          "torch's in compares tensors by their elements; the parameter itself is looked for",
          "torch 的 in 会逐元素比较张量；此处查找参数对象本身");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("comparison_operator")
        .filter(n -> n.children().size() == 2 && n.children().get(0).is("identifier"))
        .filter(n -> operator(n).matches("in|not in") && !port.isInRefused(n))
        .filter(n -> isOfModel(port, n.children().get(0)))
        .toList()
        .forEach(n -> write(port, n));
  }

  private static String operator(Node comparison) {
    int start = comparison.children().get(0).end();
    int end = comparison.children().get(1).start();
    return comparison.source().text(start, end).strip().replaceAll("\\s+", " ");
  }

  private static boolean isOfModel(FilePort port, Node variable) {
    Optional<ParameterRun> run = ParameterRun.of(variable);
    return run.flatMap(r -> r.model(port)).isPresent();
  }

  private void write(FilePort port, Node comparison) {
    String parameter = comparison.children().get(0).text();
    Node those = comparison.children().get(1);
    String test = operator(comparison).equals("in") ? "any(%s is %s" : "all(%s is not %s";
    String other = port.freshName("other");
    port.edits()
        .replace(
            comparison,
            r -> (test + " for %s in %s)").formatted(parameter, other, other, r.text(those)));
    port.changed(this, comparison, Construct.GROUP, SAME_OBJECT);
  }
}
