package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code torch.autograd.grad(out, x)} of a tensor, as penalties on gradients take it: the
 * statements that compute {@code out} of {@code x} become a function, which {@code mindspore.grad}
 * derives.
 */
public final class InputGradient implements Rule {
  private static final Text DERIVED =
      new Text(
          "what is derived is computed in a function of the tensor, and mindspore.grad gives its gradient, by"
              + " which a loss may be derived again; torch does so with create_graph=True alone, otherwise"
              + " the gradient is stopped",
          "把被求导的计算写成该张量的函数，由 mindspore.grad 求其梯度，损失可再次对其求导；"
              + "torch 仅在 create_graph=True 时如此，否则截断该梯度");
  private static final Text TOLD =
      new Text(
          "not needed: mindspore.grad is told what to derive by", "不需要：mindspore.grad 指明了求导对象");

  /** The arguments that say no more than how torch keeps its graph. */
  private static final Set<String> KEPT = Set.of("retain_graph", "only_inputs");

  /** A derivation whose computation can be taken out. */
  private record Derivation(Call call, Node output, Node input, DerivedSlice slice) {
    boolean keepsGraph() {
      return call.argument(4, "create_graph").filter(a -> a.value().is("true")).isPresent();
    }
  }

  @Override
  public void apply(FilePort port) {
    port.unmarkedCalls()
        .filter(c -> isDerivation(port.program(), c))
        .filter(c -> !port.edits().covers(c.node()) && !NoGrad.isInStep(port, c.node()))
        .flatMap(c -> derivation(port, c).stream())
        .toList()
        .forEach(d -> write(port, d));
  }

  private static boolean isDerivation(TrainingProgram program, Call call) {
    return program.qualified(call.callee()).filter("torch.autograd.grad"::equals).isPresent()
        && call.arguments().stream().allMatch(a -> isUnderstood(call, a));
  }

  private static boolean isUnderstood(Call call, Argument argument) {
    return switch (argument.keyword()) {
      case "" ->
          argument.kind() == Argument.Kind.POSITIONAL && call.arguments().indexOf(argument) < 3;
      case "outputs", "inputs", "grad_outputs" -> true;
      case "create_graph" -> argument.value().is("true", "false");
      case "allow_unused" -> argument.value().is("false");
      default -> KEPT.contains(argument.keyword());
    };
  }

  private static Optional<Derivation> derivation(FilePort port, Call call) {
    Optional<Node> output = call.argument(0, "outputs").map(Argument::value);
    Optional<Node> input =
        call.argument(1, "inputs").map(Argument::value).filter(n -> n.is("identifier"));
    Optional<Node> weight =
        call.argument(2, "grad_outputs").map(Argument::value).filter(n -> !n.is("none"));
    if (output.isEmpty() || input.isEmpty() || output.get().is("list", "tuple")) {
      return Optional.empty();
    }
    return DerivedSlice.of(port.program(), call, output.get(), input.get(), weight)
        .map(slice -> new Derivation(call, output.get(), input.get(), slice));
  }

  private void write(FilePort port, Derivation derivation) {
    Node statement = Statements.of(derivation.call.node());
    String function = port.freshName("derived");
    derivation.slice.moved().forEach(port.edits()::move);
    derivation.slice.weight().ifPresent(port.edits()::remove);
    port.edits().insert(statement.start(), r -> definition(r, derivation, statement, function));
    Node call = derivation.call.node();
    Optional<Node> first =
        call.parent()
            .filter(p -> p.is("subscript") && p.get("value") == call)
            .filter(InputGradient::isFirst);
    port.edits()
        .replace(
            first.orElse(call),
            r ->
                first.isPresent()
                    ? gradient(r, derivation, function)
                    : "(" + gradient(r, derivation, function) + ",)");
    Node start =
        Stream.concat(derivation.slice.moved().stream(), derivation.slice.weight().stream())
            .min(Comparator.comparingInt(Node::start))
            .orElse(call);
    port.changed(this, start, call, Construct.OTHER, Verdict.EQUIVALENT, DERIVED);
    port.settle(call);
    derivation.slice.asked().forEach(n -> told(port, n));
  }

  private static boolean isFirst(Node subscript) {
    return subscript.all("subscript").size() == 1 && subscript.get("subscript").text().equals("0");
  }

  private static String gradient(Rendering r, Derivation derivation, String function) {
    Node call = derivation.call.node();
    String gradient =
        "%s(%s)(%s)".formatted(r.name("mindspore.grad", call), function, derivation.input.text());
    return derivation.keepsGraph()
        ? gradient
        : "%s(%s)".formatted(r.name("mindspore.ops.stop_gradient", call), gradient);
  }

  private static String definition(
      Rendering r, Derivation derivation, Node statement, String function) {
    String outer = r.newline() + r.indent(statement.start());
    StringBuilder text =
        new StringBuilder("def %s(%s):".formatted(function, derivation.input.text()));
    derivation.slice.moved().forEach(s -> text.append(outer).append(r.unit()).append(r.inside(s)));
    String output = r.text(derivation.output);
    return text.append(outer + r.unit() + "return " + output + r.newline() + outer).toString();
  }

  /** Takes {@code requires_grad_()} away from what it is asked for. */
  private void told(FilePort port, Node asking) {
    Optional<Call> call = Call.of(asking);
    if (call.isEmpty() || Statements.isAlone(asking)) {
      port.edits().remove(Statements.of(asking));
    } else if (VariableWrapper.records(port.program(), call.get())) {
      Node tensor = call.get().arguments().get(0).value();
      port.edits()
          .replace(
              asking,
              r -> r.name("mindspore.ops.stop_gradient", asking) + "(" + r.text(tensor) + ")");
    } else {
      port.edits().replace(asking, r -> r.text(call.get().receiver().orElseThrow()));
    }
    port.changed(this, asking, Construct.OTHER, TOLD);
  }
}
