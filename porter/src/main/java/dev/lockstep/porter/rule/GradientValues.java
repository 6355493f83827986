package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Scopes;
import dev.lockstep.porter.python.Statements;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A training step of the script's own: {@code loss = network(x)}, {@code grads = self.grad(network,
 * weights)(x, sens)}, {@code optimizer(grads)}. Gradients stay values: {@code torch.autograd.grad}
 * gives those of the loss that was computed, and the optimizer steps with them.
 */
public final class GradientValues implements Rule {
  private static final String OPERATION = "mindspore.ops.GradOperation";

  private static final Text GRADIENTS =
      new Text(
          "the gradients of the loss computed above, as values, from torch.autograd.grad",
          "由 torch.autograd.grad 以返回值形式给出上面所算损失的梯度");
  private static final Text ANEW =
      new Text(
          "the gradients of the loss, which is computed anew: an optimizer has stepped since. After set_grad()"
              + " MindSpore 2.10 in PyNative mode would mix values from before the step with weights from"
              + " after it",
          "损失的梯度；由于优化器已在其后更新过，此处重新计算损失。在 PyNative 模式下调用 set_grad() 后，"
              + "MindSpore 2.10 会把更新前的中间值与更新后的权重混用");
  private static final Text GONE =
      new Text("not needed: its calls take the gradients themselves", "不再需要：由其调用处直接求梯度");
  private static final Text STEP =
      new Text(
          "the gradients are put into the parameters that they are of, and the optimizer steps",
          "把梯度放入对应的参数，再由优化器更新");

  private static final Text UNKNOWN =
      new Text(
          "what this object does with gradients is not known: its class is not in the files that are"
              + " ported",
          "不知道该对象如何使用梯度：它的类不在被移植的文件中");

  @Override
  public void apply(FilePort port) {
    List<GradientCall> calls = GradientCall.all(port);
    for (Facing facing : port.open(Construct.BACKWARD).toList()) {
      Call.of(facing.node())
          .filter(c -> c.name().equals("GradOperation"))
          .filter(c -> isUnderstood(port, c, calls))
          .ifPresent(c -> remove(port, c));
    }
    calls.stream().filter(c -> isGone(port, c)).forEach(c -> write(port, c));
    port.open(Construct.BACKWARD)
        .flatMap(f -> Call.of(f.node()).stream())
        .filter(c -> port.program().canonical(c.callee()).filter(OPERATION::equals).isPresent())
        .toList()
        .forEach(c -> bring(port, c));
    for (Facing facing : port.open(Construct.STEP).toList()) {
      Call.of(facing.node())
          .filter(call -> facing.subject().filter(s -> s == call.callee()).isPresent())
          .ifPresent(call -> update(port, call, calls));
    }
  }

  /** What takes gradients is known only of what is an optimizer. */
  private void update(FilePort port, Call call, List<GradientCall> calls) {
    if (Subjects.isUnknown(port, call.callee())) {
      port.refused(this, call.node(), Construct.STEP, UNKNOWN);
    } else if (!port.isMarked(call.node()) && Subjects.arePorted(port, call.callee())) {
      step(port, call, calls);
    }
  }

  /** An operation whose calls were not all understood stays one: a class of the same meaning. */
  private void bring(FilePort port, Call operation) {
    String name = BroughtCode.function(port, "MindSporeGradOperation");
    port.edits().replace(operation.callee(), name);
    port.changed(
        this,
        operation.node(),
        Construct.BACKWARD,
        Verdict.REWRITE,
        Counterpart.BROUGHT,
        Optional.empty());
  }

  /** Whether a gradient operation is a statement of its own, and all its uses are known calls. */
  private static boolean isUnderstood(FilePort port, Call operation, List<GradientCall> calls) {
    Optional<Node> target = Statements.result(operation.node());
    return target.isPresent()
        && target.get().is("identifier", "attribute")
        && port.file()
            .root()
            .descendants(target.get().kind())
            .filter(n -> n != target.get() && n.text().equals(target.get().text()))
            .filter(n -> isSameScope(n, target.get()))
            .allMatch(n -> calls.stream().anyMatch(c -> c.operation() == n));
  }

  private static boolean isSameScope(Node use, Node target) {
    return target.is("identifier") || isSameClass(use, target);
  }

  private static boolean isSameClass(Node a, Node b) {
    return Flow.enclosingClass(a).equals(Flow.enclosingClass(b));
  }

  private void remove(FilePort port, Call operation) {
    port.edits().remove(Statements.of(operation.node()));
    port.changed(this, operation.node(), Construct.BACKWARD, GONE);
  }

  /** Whether the operation of a call goes, or was never written here but inherited. */
  private static boolean isGone(FilePort port, GradientCall call) {
    return call.isInherited(port)
        || port.program().flow().origins(call.operation()).stream().allMatch(port::isSettled);
  }

  private void write(FilePort port, GradientCall call) {
    String function = BroughtCode.function(port, "mindspore_gradients");
    port.edits()
        .replace(
            call.node(),
            r -> {
              String sens = call.sens().map(s -> ", " + r.text(s)).orElse("");
              String loss = call.loss().orElseGet(() -> call.forward(r));
              return "%s(%s, %s%s)".formatted(function, loss, r.text(call.weights()), sens);
            });
    Text why = call.stale() ? ANEW : GRADIENTS;
    port.changed(this, call.node(), Construct.BACKWARD, Verdict.REWRITE, why, Optional.empty());
  }

  /**
   * {@code optimizer(grads)}: with the weights that the gradients are of, if they are known, else
   * the optimizer's parameters in their order.
   */
  private void step(FilePort port, Call update, List<GradientCall> calls) {
    Optional<Node> gradients =
        update.arguments().size() == 1
            ? update.positional(0).map(Argument::value)
            : Optional.empty();
    Optional<Node> weights =
        gradients.filter(g -> g.is("identifier")).flatMap(g -> weights(port, calls, g));
    if (gradients.isEmpty() || (weights.isEmpty() && isReordered(port))) {
      return;
    }
    String function = BroughtCode.function(port, "mindspore_apply");
    String optimizer = update.callee().text();
    Optional<Node> others = weights.filter(w -> !w.text().equals(optimizer + ".parameters"));
    port.edits()
        .replace(
            update.node(),
            r -> {
              String of = others.map(w -> ", " + r.text(w)).orElse("");
              return "%s(%s, %s%s)".formatted(function, optimizer, r.text(gradients.get()), of);
            });
    port.changed(this, update.node(), Construct.STEP, Verdict.REWRITE, STEP, Optional.empty());
  }

  /** Whether some optimizer takes gradients in another order than that of its groups. */
  private static boolean isReordered(FilePort port) {
    return port.plans()
        .survey()
        .facings()
        .anyMatch(f -> f.construct() == Construct.GROUP && f.node().is("dictionary"));
  }

  private static Optional<Node> weights(FilePort port, List<GradientCall> calls, Node gradients) {
    return port.file().scopes().lookup(gradients).stream()
        .sorted(Comparator.comparing(b -> lateness(b, gradients)))
        .flatMap(b -> ofCall(port, calls, b).or(() -> ofFunction(port, b, gradients)).stream())
        .findFirst();
  }

  /** How far a variable is given its value in front of a place: what stands behind it is last. */
  private static int lateness(Binding variable, Node place) {
    int distance = place.start() - variable.site().start();
    return distance > 0 ? distance : Integer.MAX_VALUE;
  }

  private static Optional<Node> ofCall(FilePort port, List<GradientCall> calls, Binding variable) {
    return calls.stream()
        .filter(c -> gives(port, c, variable))
        .findFirst()
        .map(GradientCall::weights);
  }

  /** The weights of the {@code value_and_grad} whose second result a variable holds. */
  private static Optional<Node> ofFunction(FilePort port, Binding variable, Node gradients) {
    return Stream.of(variable)
        .filter(b -> b.path().equals(List.of(1)))
        .flatMap(b -> b.source().flatMap(Call::of).stream())
        .flatMap(c -> port.program().flow().origin(c.callee()).stream())
        .flatMap(o -> Call.of(o).stream())
        .filter(c -> c.name().equals("value_and_grad") && port.isSettled(c.node()))
        .flatMap(c -> c.argument(2, "weights").stream())
        .map(Argument::value)
        .filter(w -> LossNetwork.isName(w) && isSeen(port, w, gradients))
        .findFirst();
  }

  /** Whether a name means the same at another place. */
  private static boolean isSeen(FilePort port, Node name, Node place) {
    Node root = name.descendants("identifier").findFirst().orElse(name);
    Scopes scopes = port.file().scopes();
    return Flow.isSelf(root)
        ? isSameClass(place, name)
        : scopes.at(place).lookup(root.text()).equals(scopes.lookup(root));
  }

  /** Whether a variable has its value from a call. */
  private static boolean gives(FilePort port, GradientCall call, Binding variable) {
    return port.isSettled(call.node())
        && Statements.target(call.node()).filter(t -> variable.site() == t).isPresent();
  }
}
