package dev.lockstep.porter.rule;

import dev.lockstep.porter.edit.Edits;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.GradientUses;
import dev.lockstep.porter.step.StepPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a script does with {@code p.grad} beside its step: a table holds the gradients under the
 * names of their parameters, and gives them back where they were changed.
 */
final class GradientTable {
  private final FilePort port;
  private final StepPlan plan;
  private final String grads;
  private final Edits edits;

  GradientTable(FilePort port, StepPlan plan, String grads) {
    this.port = port;
    this.plan = plan;
    this.grads = grads;
    this.edits = port.edits();
  }

  void write() {
    if (plan.gradients().isEmpty()) {
      return;
    }
    String table = port.freshName("param_grads");
    List<Node> block = Statements.siblings(plan.steps().get(0));
    Map<Node, List<Node>> uses = byStatement(block);
    for (Node statement : uses.keySet()) {
      int index = block.indexOf(statement);
      if (index == 0 || !uses.containsKey(block.get(index - 1))) {
        edits.insert(statement.start(), r -> filled(r, table, statement));
      }
      boolean last = index + 1 == block.size() || !uses.containsKey(block.get(index + 1));
      if (last && isChanged(uses, block, index)) {
        edits.insert(end(statement), r -> emptied(r, table, statement));
      }
    }
    plan.gradients().forEach(use -> use(use, table));
  }

  /** Whether some of the statements that end in one, and stand before a step, change gradients. */
  private boolean isChanged(Map<Node, List<Node>> uses, List<Node> block, int index) {
    boolean changed = false;
    for (int i = index; i >= 0 && uses.containsKey(block.get(i)); i--) {
      changed |=
          uses.getOrDefault(block.get(i), List.of()).stream()
              .anyMatch(u -> GradientUses.change(u).isPresent());
    }
    int end = block.get(index).end();
    return changed && plan.steps().stream().anyMatch(step -> end <= step.start());
  }

  private Map<Node, List<Node>> byStatement(List<Node> block) {
    Map<Node, List<Node>> uses = new LinkedHashMap<>();
    for (Node use : plan.gradients()) {
      block.stream()
          .filter(s -> s.contains(use))
          .findFirst()
          .ifPresent(s -> uses.computeIfAbsent(s, n -> new ArrayList<>(1)).add(use));
    }
    return uses;
  }

  private static int end(Node statement) {
    return statement.source().lineEnd(statement.endLine());
  }

  private String parameters() {
    return String.join(
        " + ", plan.optimizers().stream().map(o -> o.text() + ".parameters").toList());
  }

  private String filled(Rendering r, String table, Node statement) {
    return "%s = {param.name: grad for param, grad in zip(%s, %s)}%s%s"
        .formatted(table, parameters(), grads, r.newline(), r.indent(statement.start()));
  }

  private String emptied(Rendering r, String table, Node statement) {
    Source source = statement.source();
    String open =
        end(statement) == source.text().length() && !source.text().endsWith("\n")
            ? r.newline()
            : "";
    return "%s%s%s = tuple(%s[param.name] for param in %s)%s"
        .formatted(open, r.indent(statement.start()), grads, table, parameters(), r.newline());
  }

  private void use(Node use, String table) {
    Node owner = use.get("object");
    parameters(use, owner)
        .filter(call -> !port.isSettled(call.node()))
        .ifPresent(call -> ModelParameters.forOptimizer(port, call));
    Optional<Call> method = GradientUses.change(use).flatMap(Call::of);
    Node whole = GradientUses.whole(use);
    if (method.isPresent()) {
      edits.replace(method.get().node(), r -> changed(r, method.get(), element(r, table, owner)));
    } else if (whole.field().equals("left")) {
      edits.replace(whole, r -> element(r, table, owner));
    } else {
      edits.replace(whole, r -> "%s.get(%s.name)".formatted(table, r.text(owner)));
    }
  }

  /** The call of {@code parameters()} that a parameter is an element of. */
  private static Optional<Call> parameters(Node use, Node owner) {
    return Statements.iterations(use)
        .filter(n -> n.get("left").text().equals(owner.text()))
        .flatMap(n -> Call.of(n.get("right")).stream())
        .filter(c -> c.name().equals("parameters") && c.arguments().isEmpty())
        .findFirst();
  }

  private static String element(Rendering r, String table, Node owner) {
    return "%s[%s.name]".formatted(table, r.text(owner));
  }

  /** {@code p.grad.mul_(2)}: the value in place of the change. */
  private static String changed(Rendering r, Call method, String element) {
    Optional<InPlaceChain> chain = InPlaceChain.of(method);
    String value = chain.map(c -> c.value(r, element)).orElseGet(() -> called(r, method, element));
    return element + " = " + value;
  }

  private static String called(Rendering r, Call method, String element) {
    Node receiver = method.receiver().orElseThrow();
    String inner = Call.of(receiver).map(c -> called(r, c, element)).orElse(element);
    String name = method.name().replaceFirst("_$", "");
    return inner + "." + name + r.text(method.node().get("arguments"));
  }
}
