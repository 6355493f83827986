package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code v *= decay} of a tensor out of a model's state, {@code net.fc.weight *= mask}: torch
 * changes the model's own tensor, MindSpore's operator makes a new one.
 */
public final class AugmentedState implements Rule {
  private static final Text ASSIGNED =
      new Text(
          "torch changes the model's tensor in place; MindSpore's operator gives a new one, which is assigned",
          "torch 就地修改模型的张量；MindSpore 的运算符返回新张量，因此改为赋值");

  private static final Set<String> STATES =
      Set.of("state_dict", "parameters", "named_parameters", "buffers", "named_buffers");

  @Override
  public void apply(FilePort port) {
    List<Node> changes =
        port.file()
            .root()
            .descendants("augmented_assignment")
            .filter(n -> Statements.isStatement(n.parent().orElse(n)))
            .filter(n -> isState(port, n.get("left")) || isParameter(port, n.get("left")))
            .filter(n -> !port.isInRefused(n) && !port.isMarked(n))
            .toList();
    changes.forEach(change -> assign(port, change));
  }

  private void assign(FilePort port, Node change) {
    Node left = change.get("left");
    Node right = change.get("right");
    String operator = change.get("operator").text().replace("=", "");
    port.edits()
        .replace(
            change,
            r ->
                "%s(%s, %s %s %s)"
                    .formatted(
                        r.name("mindspore.ops.assign", left),
                        r.text(left),
                        r.text(left),
                        operator,
                        factor(r.text(right))));
    port.changed(this, change, Construct.OTHER, Verdict.EXACT, ASSIGNED, Optional.empty());
  }

  /** What stands behind an operator, in brackets unless it is a name or a number. */
  static String factor(String text) {
    return text.matches("[\\w.]+") ? text : "(" + text + ")";
  }

  /** Whether an expression is a parameter by its layer and name, or by how it is made. */
  static boolean isParameter(FilePort port, Node target) {
    if (!target.is("attribute")) {
      return false;
    }
    boolean ofLayer =
        target.get("attribute").text().matches("weight|bias")
            && port.program().isModel(target.get("object"))
            && !Flow.isSelf(target.get("object"));
    return ofLayer
        || port.program().flow().origins(target).stream()
            .flatMap(o -> Call.of(o).stream())
            .flatMap(c -> port.program().qualified(c.callee()).stream())
            .anyMatch(n -> n.matches("torch\\.nn\\.(parameter\\.)?Parameter"));
  }

  /** Whether an expression is a tensor of a model's state: an element of it, or the loop's. */
  static boolean isState(FilePort port, Node target) {
    if (target.is("subscript")) {
      return holdsState(port, target.get("value"));
    }
    return target.is("identifier")
        && Statements.loopOf(target)
            .filter(loop -> iterated(loop.get("right")).anyMatch(n -> holdsState(port, n)))
            .isPresent();
  }

  /**
   * What a loop goes over: the arguments of {@code zip} and {@code enumerate}, what items are of.
   */
  private static Stream<Node> iterated(Node expression) {
    Optional<Call> call = Call.of(expression);
    if (call.filter(c -> c.name().matches("zip|enumerate|list|tuple")).isPresent()) {
      return call.get().arguments().stream().flatMap(a -> iterated(a.value()));
    }
    return call.filter(c -> c.name().matches("items|values")).flatMap(Call::receiver).stream()
        .findFirst()
        .map(Stream::of)
        .orElse(Stream.of(expression));
  }

  /** Whether an expression gives tensors of a model. */
  private static boolean holdsState(FilePort port, Node expression) {
    return port.program().flow().origins(expression).stream()
        .flatMap(o -> Call.of(o).stream())
        .anyMatch(
            c ->
                STATES.contains(c.name())
                    || (c.name().equals("dict")
                        && c.positional(0).filter(a -> holdsState(port, a.value())).isPresent()));
  }
}
