package dev.lockstep.porter.rule;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a file makes the models that its variables hold: instances of the project's classes, layers
 * in a row, and what a function of the project returns. A part of a model counts as the model's.
 */
final class BuiltModels {
  /** Layers in a row, as the frameworks name them in {@code nn}. */
  private static final Set<String> ROWS = Set.of("Sequential", "SequentialCell");

  private static final Set<String> MODES = Set.of("train", "eval", "set_train");

  private final FilePort port;

  BuiltModels(FilePort port) {
    this.port = port;
  }

  /** The calls that make them, but for those of some variables. */
  List<Node> without(Set<String> exempt) {
    Stream<Node> assigned =
        port.file()
            .root()
            .descendants("assignment")
            .filter(a -> a.get("left").is("identifier", "attribute") && a.find("right").isPresent())
            .filter(a -> !exempt.contains(a.get("left").text()))
            .flatMap(a -> Call.in(a.get("right")).filter(c -> makes(a, c)).map(Call::node));
    Stream<Node> handed = port.calls().filter(this::takesModels).flatMap(this::handed);
    return Stream.concat(assigned, handed)
        .filter(n -> Statements.function(n).filter(this::isInModel).isEmpty())
        .distinct()
        .toList();
  }

  /** Whether a call is one of a function or class of the project that is no model itself. */
  private boolean takesModels(Call call) {
    return port.program().flow().callee(call).filter(f -> !port.program().isModule(f)).isPresent();
  }

  /** The models that a call is given as it is written. */
  private Stream<Node> handed(Call call) {
    return call.arguments().stream()
        .flatMap(
            argument ->
                Call.in(argument.value())
                    .filter(c -> makes(argument.value(), c, isRow(c)))
                    .map(Call::node));
  }

  private boolean isInModel(Node function) {
    return Flow.enclosingClass(function)
        .filter(type -> port.program().isModule(type) || isPorted(type))
        .isPresent();
  }

  /** Whether an earlier port has made a model of the other framework of a class. */
  private boolean isPorted(Node type) {
    String layers = port.options().to() + ".nn.";
    return Flow.bases(type)
        .flatMap(base -> port.program().qualified(base).stream())
        .anyMatch(name -> name.startsWith(layers));
  }

  /** Whether a call makes the model that a variable gets. */
  private boolean makes(Node assignment, Call call) {
    boolean row = isRow(call) && isUsed(assignment.get("left").text());
    return makes(assignment.get("right"), call, row);
  }

  /** Whether a call makes the model that a value is; not if its mode is told there. */
  private boolean makes(Node value, Call call, boolean row) {
    Set<Node> values = port.program().flow().origins(value);
    boolean told =
        call.node()
            .parent()
            .filter(p -> p.is("attribute") && MODES.contains(p.get("attribute").text()))
            .isPresent();
    return !told && (values.contains(call.node()) ? isModel(call) || row : isBuilder(call, values));
  }

  private boolean isModel(Call call) {
    return port.program().flow().callee(call).filter(port.program()::isModule).isPresent();
  }

  private boolean isRow(Call call) {
    String layers = port.options().from() + ".nn.";
    return port.program()
        .qualified(call.callee())
        .filter(n -> n.startsWith(layers) && ROWS.contains(n.substring(layers.length())))
        .isPresent();
  }

  /** Whether a variable is called, or asked for its parameters. */
  private boolean isUsed(String variable) {
    return Call.in(port.file().root())
        .anyMatch(
            c ->
                c.callee().text().equals(variable)
                    || (c.name().matches("parameters|trainable_params")
                        && c.receiver().filter(r -> r.text().equals(variable)).isPresent()));
  }

  /** Whether a call is one of a function that returns a model as it makes it. */
  private boolean isBuilder(Call call, Set<Node> values) {
    Set<Node> origins = port.program().flow().origins(call.node());
    return port.program().flow().callee(call).filter(f -> f.is("function_definition")).isPresent()
        && values.containsAll(origins)
        && origins.stream()
            .filter(
                o ->
                    o.field().isEmpty()
                        && o.parent().filter(p -> p.is("return_statement")).isPresent())
            .anyMatch(o -> Call.of(o).filter(this::isModel).isPresent());
  }
}
