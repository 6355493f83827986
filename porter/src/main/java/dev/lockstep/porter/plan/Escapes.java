package dev.lockstep.porter.plan;

import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether an optimizer goes to code outside the project: into a call, a container, a result. */
final class Escapes {
  private static final Set<String> HARMLESS =
      Set.of("isinstance", "print", "type", "id", "str", "repr", "len", "hasattr", "getattr");

  private final TrainingProgram program;
  private final Map<String, List<Node>> named = new HashMap<>();
  private final Map<String, Reach> reached = new HashMap<>();
  private final Map<String, Set<Node>> leaving = new HashMap<>();

  /** To where values go: names of variables, and calls that return them. */
  private record Reach(Set<String> names, Set<Node> holders) {}

  /** Reads where each name stands, once for all optimizers. */
  Escapes(TrainingProgram program) {
    this.program = program;
    for (PythonFile file : program.project().files()) {
      file.root()
          .descendants()
          .filter(n -> n.is("identifier", "attribute"))
          .forEach(n -> named.computeIfAbsent(lastName(n), k -> new ArrayList<>(1)).add(n));
    }
  }

  boolean of(OptimizerSite site) {
    return leaves(site.node())
        || names(site).stream().anyMatch(name -> leaving(name).contains(site.node()));
  }

  /** What variables of a name may stand for where they leave the project. */
  private Set<Node> leaving(String name) {
    return leaving.computeIfAbsent(
        name,
        n ->
            named.getOrDefault(n, List.of()).stream()
                .filter(use -> !use.field().equals("left"))
                .filter(use -> use.is("attribute") || Effects.isReference(use))
                .filter(this::leaves)
                .flatMap(use -> program.flow().origins(use).stream())
                .collect(Collectors.toSet()));
  }

  /** What variables that hold the optimizer may be called: it, parameters and aliases of it. */
  private Set<String> names(OptimizerSite site) {
    Set<String> names = new LinkedHashSet<>();
    Set<Node> holders = new LinkedHashSet<>();
    Deque<Reach> open = new ArrayDeque<>(List.of(reach(List.of(site.node()))));
    while (!open.isEmpty()) {
      Reach next = open.pop();
      next.names.stream().filter(names::add).forEach(name -> open.push(reach(name)));
      next.holders.stream().filter(holders::add).forEach(node -> open.push(reach(List.of(node))));
    }
    return names;
  }

  /** To where the value of any variable of a name goes. */
  private Reach reach(String name) {
    Reach known = reached.get(name);
    if (known == null) {
      known = reach(named.getOrDefault(name, List.of()));
      reached.put(name, known);
    }
    return known;
  }

  private Reach reach(List<Node> holders) {
    Reach reach = new Reach(new LinkedHashSet<>(), new LinkedHashSet<>());
    holders.forEach(holder -> spread(holder, reach));
    return reach;
  }

  private static String lastName(Node node) {
    return node.is("identifier") ? node.text() : node.get("attribute").text();
  }

  /** The variables and attributes that an assignment gives values. */
  private static Stream<Node> targets(Node left) {
    return left.is("identifier", "attribute")
        ? Stream.of(left)
        : left.is("subscript") ? Stream.of() : left.children().stream().flatMap(Escapes::targets);
  }

  /** The parameters that take an argument which holds the value. */
  private Stream<String> parameters(Call call, Node holder) {
    return program.flow().runs(call).stream()
        .flatMap(
            function ->
                Flow.parameters(function).stream()
                    .filter(
                        name ->
                            Flow.argument(function, call, name)
                                .filter(argument -> argument.contains(holder))
                                .isPresent()));
  }

  /** Adds the names to which the value of an expression goes: targets, parameters, results. */
  private void spread(Node holder, Reach reach) {
    for (Node outer : holder.ancestors().toList()) {
      switch (outer.kind()) {
        case "assignment" -> {
          targets(outer.get("left")).forEach(n -> reach.names.add(lastName(n)));
          return;
        }
        case "call" ->
            Call.of(outer).ifPresent(call -> parameters(call, holder).forEach(reach.names::add));
        case "return_statement" -> {
          Statements.function(outer).stream()
              .flatMap(f -> program.flow().callers(f).stream())
              .forEach(c -> reach.holders.add(c.node()));
          return;
        }
        case "block", "module" -> {
          return;
        }
        default -> {}
      }
    }
  }

  private boolean leaves(Node use) {
    Node parent = use.parent().orElse(use);
    return switch (parent.kind()) {
      case "attribute" -> false;
      case "assignment" -> storesOutside(parent, use);
      case "argument_list" -> leavesThrough(parent);
      case "keyword_argument" -> leavesThrough(parent.parent().orElse(parent));
      case "return_statement" -> !isCalled(parent);
      case "expression_statement", "comparison_operator", "if_statement", "identifier" -> false;
      case "conditional_expression", "parenthesized_expression", "boolean_operator" ->
          leaves(parent);
      case "expression_list", "tuple" ->
          !parent.parent().filter(p -> p.is("return_statement") && isCalled(p)).isPresent();
      default -> true;
    };
  }

  private boolean storesOutside(Node assignment, Node use) {
    Node left = assignment.get("left");
    return use.field().equals("right") && !left.is("identifier", "attribute", "pattern_list");
  }

  private boolean leavesThrough(Node arguments) {
    Optional<Call> call = arguments.parent().flatMap(Call::of);
    if (call.isEmpty()) {
      return true;
    }
    boolean known = program.flow().callee(call.get()).isPresent();
    boolean scheduler = program.schedulers().stream().anyMatch(s -> s.node() == call.get().node());
    boolean scaler = call.get().receiver().filter(program::isScaler).isPresent();
    boolean handed = !program.framework().passages(program.project(), call.get()).isEmpty();
    return !known && !scheduler && !scaler && !handed && !HARMLESS.contains(call.get().name());
  }

  /** Whether the function around a return is called in this project. */
  private boolean isCalled(Node statement) {
    return Statements.function(statement)
        .filter(f -> !program.flow().callers(f).isEmpty())
        .isPresent();
  }
}
