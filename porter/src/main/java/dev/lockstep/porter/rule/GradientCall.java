package dev.lockstep.porter.rule;

import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code self.grad(network, weights)(x, y, sens)}.
 *
 * @param node the whole
 * @param operation the gradient operation
 * @param network what is derived
 * @param weights by what
 * @param inputs what the network is called with
 * @param sens the gradient of the network's output, if one is given
 * @param loss the variable that holds the network's output for these inputs, if one does
 * @param stale whether one did, but an optimizer has stepped since
 */
record GradientCall(
    Node node,
    Node operation,
    Node network,
    Node weights,
    List<Argument> inputs,
    Optional<Node> sens,
    Optional<String> loss,
    boolean stale) {

  /** The bases whose operation takes a gradient of the output. */
  private static final String TRAINING_CELL = ".*\\.TrainOneStep(WithLossScale)?Cell";

  /** What makes one forward pass of two. */
  private static final Pattern ONCE =
      Pattern.compile("\\bset_grad\\(|\\bGRAPH_MODE\\b|@(\\w+\\.)?(jit|ms_function)\\b");

  /** Those of a file that are understood. */
  static List<GradientCall> all(FilePort port) {
    return port.calls().flatMap(c -> of(port, c).stream()).toList();
  }

  private static Optional<GradientCall> of(FilePort port, Call outer) {
    Optional<Call> inner =
        Call.of(outer.callee())
            .filter(c -> c.callee().is("identifier", "attribute") && c.arguments().size() == 2)
            .filter(c -> c.positional(1).isPresent());
    Optional<Boolean> sensitive = inner.flatMap(c -> takesSens(port, c.callee()));
    if (sensitive.isEmpty() || !LossNetwork.isName(inner.get().arguments().get(0).value())) {
      return Optional.empty();
    }
    List<Argument> inputs = new ArrayList<>(outer.arguments());
    boolean plain =
        inputs.stream().allMatch(a -> a.keyword().isEmpty() && !a.node().is("dictionary_splat"));
    Optional<Argument> sens =
        sensitive.get() && plain && !inputs.isEmpty()
            ? Optional.of(inputs.remove(inputs.size() - 1))
                .filter(a -> a.kind() == Argument.Kind.POSITIONAL)
            : Optional.empty();
    return plain && sens.isPresent() == sensitive.get()
        ? found(port, outer, inner.get(), inputs, sens.map(Argument::value))
        : Optional.empty();
  }

  private static Optional<GradientCall> found(
      FilePort port, Call outer, Call inner, List<Argument> inputs, Optional<Node> sens) {
    Node network = inner.arguments().get(0).value();
    List<Call> forward =
        Call.in(Statements.owner(outer.node()))
            .filter(c -> c.callee().text().equals(network.text()))
            .filter(c -> c.node().start() < outer.node().start())
            .filter(c -> !runsAgain(port, inner.callee()))
            .toList();
    Optional<Call> same =
        forward.stream().filter(c -> written(c.arguments()).equals(written(inputs))).findFirst();
    boolean stale = same.filter(c -> isUpdatedBetween(port, c, outer)).isPresent();
    Optional<String> loss = same.filter(c -> !stale).flatMap(c -> variable(c, outer));
    boolean computed = stale || loss.isPresent() || forward.isEmpty();
    return computed
        ? Optional.of(
            new GradientCall(
                outer.node(),
                inner.callee(),
                network,
                inner.arguments().get(1).value(),
                List.copyOf(inputs),
                sens,
                loss,
                stale))
        : Optional.empty();
  }

  /** Whether an optimizer steps between two calls of one function. */
  private static boolean isUpdatedBetween(FilePort port, Call first, Call second) {
    return port.plans().survey().facings(port.file()).stream()
        .filter(f -> f.construct() == Construct.STEP)
        .map(Facing::node)
        .anyMatch(
            n ->
                first.node().end() <= n.start()
                    && n.end() <= second.node().start()
                    && isIn(n, first));
  }

  private static boolean isIn(Node node, Call call) {
    return Statements.owner(node).equals(Statements.owner(call.node()));
  }

  /**
   * Whether the network's running statistics see a batch twice: MindSpore takes the gradients of
   * what ran before only of a network that was asked for it, or in a compiled graph.
   */
  private static boolean runsAgain(FilePort port, Node operation) {
    return !isOfTrainingCell(port, operation)
        && port.program().project().files().stream()
            .noneMatch(file -> ONCE.matcher(file.source().text()).find())
        && port.program().project().files().stream()
            .anyMatch(file -> file.source().text().contains("BatchNorm"));
  }

  private static List<String> written(List<Argument> arguments) {
    return arguments.stream().map(a -> a.node().text()).toList();
  }

  /** The variable that holds the value of a call until another one: nothing else writes it. */
  private static Optional<String> variable(Call forward, Call until) {
    Optional<String> name =
        Statements.target(forward.node()).filter(t -> t.is("identifier")).map(Node::text);
    return name.filter(n -> writes(n, until).count() == 1);
  }

  private static Stream<Node> writes(String name, Call until) {
    return Statements.owner(until.node())
        .descendants()
        .filter(n -> n.is("assignment", "augmented_assignment"))
        .filter(n -> n.start() < until.node().start())
        .filter(n -> n.get("left").descendants().anyMatch(l -> l.text().equals(name)));
  }

  /** Whether an operation by a list of weights takes a gradient of the output; empty if unknown. */
  private static Optional<Boolean> takesSens(FilePort port, Node operation) {
    if (isOfTrainingCell(port, operation)) {
      return Optional.of(true);
    }
    Optional<Call> made =
        port.program()
            .flow()
            .origin(operation)
            .flatMap(Call::of)
            .filter(c -> c.name().equals("GradOperation") && isCertain(port, c, 1, "get_by_list"))
            .filter(c -> c.argument(0, "get_all").isEmpty());
    return made.map(c -> isCertain(port, c, 2, "sens_param"));
  }

  private static boolean isCertain(FilePort port, Call operation, int position, String name) {
    return operation
        .argument(position, name)
        .filter(a -> port.program().evaluator().value(a.value()).isCertainly(true))
        .isPresent();
  }

  private static boolean isOfTrainingCell(FilePort port, Node operation) {
    return operation.text().equals("self.grad")
        && port.program().flow().origins(operation).stream().noneMatch(o -> Call.of(o).isPresent())
        && Flow.enclosingClass(operation).stream()
            .flatMap(Flow::bases)
            .flatMap(base -> port.program().qualified(base).stream())
            .anyMatch(base -> base.matches(TRAINING_CELL));
  }

  /** Whether the operation comes from a training cell that the class extends. */
  boolean isInherited(FilePort port) {
    return isOfTrainingCell(port, operation);
  }

  /** The call of the network, where no variable holds its value. */
  String forward(Rendering r) {
    return r.text(network)
        + inputs.stream().map(a -> r.text(a.node())).collect(Collectors.joining(", ", "(", ")"));
  }
}
