package dev.lockstep.porter.rule;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.python.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where a file makes the models that its variables hold: instances of the project's classes, layers
 * in a row, and what a function of the project returns. A part of a model counts as the model's.
 */
final class BuiltModels {
  /** Layers in a row, as the frameworks name them in {@code nn}. */
  private static final Set<String> ROWS = Set.of("Sequential", "SequentialCell");

  /** Layers that are kept together. */
  private static final Set<String> LISTS =
      Set.of("ModuleList", "ModuleDict", "CellList", "CellDict");

  /** What a value may be a part of, as it is written. */
  private static final Set<String> PARTS =
      Set.of(
          "expression_list",
          "tuple",
          "list",
          "set",
          "dictionary",
          "pair",
          "list_comprehension",
          "set_comprehension",
          "generator_expression",
          "dictionary_comprehension",
          "parenthesized_expression",
          "conditional_expression",
          "keyword_argument",
          "argument_list");

  private static final Set<String> MODES = Set.of("train", "eval", "set_train");

  /** Functions that call each other are followed so far. */
  private static final int CALLS = 4;

  private final FilePort port;
  private final String dependent;

  /**
   * The models that a file makes.
   *
   * @param dependent the full names of layers that compute otherwise in training, as a regular
   *     expression
   */
  BuiltModels(FilePort port, String dependent) {
    this.port = port;
    this.dependent = dependent;
  }

  /** The calls that make them, but for those of some variables. */
  List<Node> without(Set<String> exempt) {
    Stream<Node> assigned =
        port.file()
            .root()
            .descendants("assignment")
            .filter(a -> a.get("left").is("identifier", "attribute", "subscript"))
            .filter(a -> a.find("right").isPresent())
            .filter(a -> !exempt.contains(a.get("left").text()))
            .flatMap(a -> Call.in(a.get("right")).filter(c -> makes(a, c)).map(Call::node));
    Stream<Node> handed = port.calls().filter(this::takesModels).flatMap(this::handed);
    Stream<Node> parts =
        port.calls()
            .filter(c -> isPart(c, exempt) && !isTold(c) && !isForModels(c.node(), CALLS))
            .map(Call::node);
    return Stream.of(assigned, handed, parts)
        .flatMap(Function.identity())
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

  /**
   * Whether a call makes a model that is a part of what a statement makes: of a tuple, a list or a
   * table, or what another call or a default value is given.
   */
  private boolean isPart(Call call, Set<String> exempt) {
    boolean kept = isListOfLayers(call);
    if (!kept && !isModel(call) && !isRow(call) && !returnsModel(call)) {
      return false;
    }
    Node part = call.node();
    Node whole = part.parent().orElse(part);
    while (whole.is(PARTS) || isOtherCall(whole)) {
      part = whole;
      whole = part.parent().orElse(part);
    }
    boolean within = kept || part != call.node();
    return switch (whole.kind()) {
      case "assignment" -> within && !isNamed(target(whole, call.node()), exempt);
      case "return_statement", "expression_statement", "for_statement" -> within;
      case "default_parameter", "typed_default_parameter", "named_expression" -> true;
      default -> false;
    };
  }

  private static boolean isNamed(Node target, Set<String> exempt) {
    return exempt.contains(target.text());
  }

  /** What an assignment gives a value to: the one of several targets at its place. */
  private static Node target(Node assignment, Node value) {
    Node left = assignment.get("left");
    Optional<Node> right = assignment.find("right");
    int place = right.map(r -> r.children().indexOf(value)).orElse(-1);
    boolean several =
        place >= 0
            && left.is("pattern_list", "tuple_pattern")
            && left.children().size() == right.orElseThrow().children().size();
    return several ? left.children().get(place) : left;
  }

  /** Whether a node is a call that makes no model of the models that it is given. */
  private boolean isOtherCall(Node node) {
    return Call.of(node)
        .filter(c -> !isModel(c) && !isListOfLayers(c))
        .filter(c -> !nameInLayers(c).isPresent())
        .isPresent();
  }

  private boolean isListOfLayers(Call call) {
    return nameInLayers(call).filter(LISTS::contains).isPresent();
  }

  /** Whether a call is one of a function that returns a model as it makes it, and nothing else. */
  private boolean returnsModel(Call call) {
    List<Node> returned =
        port.program()
            .flow()
            .callee(call)
            .filter(f -> f.is("function_definition"))
            .map(Flow::returns)
            .orElse(List.of());
    return !returned.isEmpty()
        && returned.stream()
            .allMatch(r -> Call.of(r).filter(c -> isModel(c) || isRow(c)).isPresent());
  }

  /** Whether a place is in a function that only models call, when they are made. */
  private boolean isForModels(Node place, int depth) {
    Optional<Node> function = Statements.function(place);
    if (function.isEmpty() || depth == 0) {
      return false;
    }
    List<Call> callers = port.program().flow().callers(function.get());
    return isInModel(function.get())
        || (!callers.isEmpty() && callers.stream().allMatch(c -> isForModels(c.node(), depth - 1)));
  }

  /** Whether a call makes the model that a variable gets. */
  private boolean makes(Node assignment, Call call) {
    Node variable = assignment.get("left");
    boolean layers = (isRow(call) || isLayer(call)) && (isUsed(variable) || isReturned(variable));
    boolean listed = isOfTable(call) && (port.program().isModel(variable) || isModels(variable));
    return makes(assignment.get("right"), call, layers || listed);
  }

  /**
   * Whether a call is one of a class or function that a table or an object has by its name, or of
   * the class of an object; it may be kept by a variable, or called by a function that returns what
   * it makes.
   */
  private boolean isOfTable(Call call) {
    Flow flow = port.program().flow();
    return isLookup(call)
        || flow.callee(call).filter(f -> f.is("function_definition")).map(Flow::returns).stream()
            .filter(returned -> !returned.isEmpty())
            .anyMatch(
                returned ->
                    returned.stream()
                        .allMatch(
                            r -> Call.of(r).filter(c -> isLookup(c) && !isTold(c)).isPresent()));
  }

  private boolean isLookup(Call call) {
    Node callee = Text.unwrapped(call.callee());
    return Stream.concat(Stream.of(callee), port.program().flow().origins(callee).stream())
        .anyMatch(
            n ->
                n.is("subscript")
                    || Call.of(n).filter(c -> c.name().matches("getattr|type")).isPresent());
  }

  /** Whether a function returns a variable, and what it gives is a model in its callers. */
  private boolean isModels(Node variable) {
    return isReturned(variable)
        && Statements.function(variable).stream()
            .flatMap(f -> port.program().flow().callers(f).stream())
            .anyMatch(
                c ->
                    Statements.target(c.node()).filter(port.program()::isModel).isPresent()
                        || c.node().parent().filter(p -> p.is("attribute")).isPresent());
  }

  /** Whether a function that not only models call returns a variable. */
  private boolean isReturned(Node variable) {
    return Statements.function(variable)
        .filter(f -> Flow.returns(f).stream().anyMatch(r -> r.text().equals(variable.text())))
        .filter(f -> !isForModels(variable, CALLS))
        .isPresent();
  }

  /** Whether a call makes the model that a value is; not if its mode is told there. */
  private boolean makes(Node value, Call call, boolean row) {
    Set<Node> values = port.program().flow().origins(value);
    return !isTold(call)
        && (values.contains(call.node()) ? isModel(call) || row : isBuilder(call, values, row));
  }

  private static boolean isTold(Call call) {
    return call.node()
        .parent()
        .filter(p -> p.is("attribute") && MODES.contains(p.get("attribute").text()))
        .isPresent();
  }

  private boolean isModel(Call call) {
    Flow flow = port.program().flow();
    Set<Node> called = flow.origins(Text.unwrapped(call.callee()));
    return flow.callee(call).filter(port.program()::isModule).isPresent()
        || (!called.isEmpty() && called.stream().allMatch(port.program()::isModule));
  }

  private boolean isRow(Call call) {
    return nameInLayers(call).filter(ROWS::contains).isPresent();
  }

  /** Whether a call makes a layer that computes otherwise in training. */
  private boolean isLayer(Call call) {
    return port.program()
        .qualified(call.callee())
        .filter(name -> call.isNamedAsClass() && name.matches(dependent))
        .isPresent();
  }

  /** What a layer of the framework that a call makes is called. */
  private Optional<String> nameInLayers(Call call) {
    String layers = port.options().from() + ".nn.";
    return port.program()
        .qualified(call.callee())
        .filter(n -> n.startsWith(layers))
        .map(n -> n.substring(layers.length()));
  }

  /** Whether a variable is called, or asked for its parameters. */
  private boolean isUsed(Node variable) {
    String name = variable.text();
    return Call.in(port.file().root())
        .anyMatch(
            c ->
                c.callee().text().equals(name)
                    || (c.name().matches("parameters|trainable_params")
                        && c.receiver().filter(r -> r.text().equals(name)).isPresent()));
  }

  /**
   * Whether a call is one of a function that returns a model as it makes it.
   *
   * @param model whether what it returns is a model, whatever class it is of
   */
  private boolean isBuilder(Call call, Set<Node> values, boolean model) {
    Set<Node> origins = port.program().flow().origins(call.node());
    return port.program().flow().callee(call).filter(f -> f.is("function_definition")).isPresent()
        && values.containsAll(origins)
        && origins.stream()
            .filter(
                o ->
                    o.field().isEmpty()
                        && o.parent().filter(p -> p.is("return_statement")).isPresent())
            .anyMatch(o -> Call.of(o).filter(c -> isModel(c) || isRow(c) || model).isPresent());
  }
}
