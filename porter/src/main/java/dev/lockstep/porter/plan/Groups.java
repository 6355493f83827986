package dev.lockstep.porter.plan;

import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.python.Text;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an optimizer is given to optimize.
 *
 * @param kind whether that is a flat list, groups, or cannot be told
 * @param groups the dictionaries of the groups that are written out, with their entries
 * @param orders the dictionaries that only tell an order, {@code order_params}
 * @param parameterCalls the calls of {@code parameters()} and {@code named_parameters()} that it
 *     comes from
 * @param unseen whether there may be groups beside those that are written out
 * @param unwritten the options of groups that are not written at the construction, or set later
 */
public record Groups(
    Kind kind,
    Map<Node, Map<String, Node>> groups,
    Set<Node> orders,
    Set<Node> parameterCalls,
    boolean unseen,
    List<Map<String, Node>> unwritten) {

  /** The shape of what is optimized. */
  public enum Kind {
    /** Parameters. */
    FLAT,
    /** Dictionaries with parameters and options, all of them known. */
    GROUPED,
    /** Not known. */
    UNKNOWN
  }

  /** The options that some group sets. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    groups.values().forEach(entries -> keys.addAll(entries.keySet()));
    keys.remove("params");
    return keys;
  }

  /** Whether the gradients of some group of MindSpore's may lose their mean. */
  public boolean centralizes() {
    return groups.values().stream()
        .flatMap(entries -> Optional.ofNullable(entries.get("grad_centralization")).stream())
        .anyMatch(value -> !value.is("false"));
  }

  /** Reads the groups of an optimizer. */
  static Groups of(OptimizerSite site, Survey survey) {
    Reader reader = new Reader(survey.program());
    Optional<Argument> params = site.params();
    params.ifPresent(p -> reader.collect(p.value(), 0));
    Kind kind = Kind.FLAT;
    if (!reader.groups.isEmpty()) {
      kind = reader.opaque || reader.opaqueGroup ? Kind.UNKNOWN : Kind.GROUPED;
    } else if (params.isEmpty() || reader.opaque) {
      kind = Kind.UNKNOWN;
    }
    // Groups that are added later may move here; of them only the calls of parameters() matter.
    survey
        .addedGroups(site)
        .flatMap(f -> Call.of(f.node()).orElseThrow().positional(0).stream())
        .flatMap(group -> survey.program().dictionary(group.value()).stream())
        .flatMap(entries -> Optional.ofNullable(entries.get("params")).stream())
        .forEach(added -> reader.collectApart(added, 0));
    return new Groups(
        kind,
        reader.groups,
        reader.orders,
        reader.parameterCalls,
        reader.unseen,
        UnwrittenOptions.of(site, survey, reader.unseen));
  }

  private static final class Reader {
    private static final int MAX_DEPTH = 12;

    private final TrainingProgram program;
    private final Map<Node, Map<String, Node>> groups = new LinkedHashMap<>();
    private final Set<Node> orders = new LinkedHashSet<>();
    private final Set<Node> parameterCalls = new LinkedHashSet<>();
    private final Set<Node> seen = new HashSet<>();
    private boolean opaque;
    private boolean opaqueGroup;
    private boolean unseen;

    Reader(TrainingProgram program) {
      this.program = program;
    }

    void collect(Node expression, int depth) {
      if (depth > MAX_DEPTH || !seen.add(expression)) {
        return;
      }
      Set<Node> origins = program.flow().origins(expression);
      Stream.concat(
              Stream.of(expression), origins.stream().flatMap(o -> Statements.target(o).stream()))
          .filter(name -> name.is("identifier") || isOfSelf(name))
          .flatMap(name -> additions(name).stream())
          .forEach(n -> collect(n, depth + 1));
      for (Node origin : origins) {
        if (origin == expression || seen.add(origin)) {
          origin(origin, depth + 1);
        }
      }
    }

    private void origin(Node origin, int depth) {
      Optional<Map<String, Node>> entries = program.dictionary(origin);
      if (entries.isPresent() && entries.get().containsKey("params")) {
        groups.put(origin, entries.get());
        group(entries.get().get("params"), depth);
        return;
      }
      Optional<Node> order = entries.flatMap(e -> Optional.ofNullable(e.get("order_params")));
      if (order.isPresent()) {
        orders.add(origin);
        group(order.get(), depth);
        return;
      }
      switch (origin.kind()) {
        case "list", "tuple" -> origin.children().forEach(child -> part(child, depth));
        case "binary_operator" -> {
          collect(origin.get("left"), depth);
          collect(origin.get("right"), depth);
        }
        case "list_comprehension", "generator_expression", "set_comprehension" ->
            comprehension(origin, depth);
        case "call" -> call(Call.of(origin).orElseThrow(), depth);
        case "dictionary" -> miss(true);
        default -> {
          if (!isParameter(origin)) {
            miss(!isOfParameters(origin));
            // What is iterated only matters for the calls of parameters() in it.
            iterated(origin).forEach(source -> collectApart(source, depth));
          }
        }
      }
    }

    /** Takes something as not understood. */
    private void miss(boolean mayBeGroups) {
      opaque = true;
      unseen |= mayBeGroups;
    }

    /** The parameters of one group: what cannot be told of them says nothing of other groups. */
    private void group(Node params, int depth) {
      opaqueGroup |= collectApart(params, depth);
    }

    /** Reads an expression apart from the rest; whether something of it is not understood. */
    private boolean collectApart(Node expression, int depth) {
      boolean opaqueBefore = opaque;
      boolean unseenBefore = unseen;
      opaque = false;
      collect(expression, depth);
      boolean found = opaque;
      opaque = opaqueBefore;
      unseen = unseenBefore;
      return found;
    }

    private void part(Node child, int depth) {
      collect(child.is("list_splat") ? child.children().get(0) : child, depth);
    }

    private void comprehension(Node node, int depth) {
      Node body = Text.unwrapped(node.get("body"));
      if (program.dictionary(body).isPresent()) {
        origin(body, depth);
      }
      // What is iterated only matters for the calls of parameters() in it.
      node.descendants("for_in_clause").forEach(clause -> collectApart(clause.get("right"), depth));
    }

    private void call(Call call, int depth) {
      switch (call.name()) {
        case "parameters",
            "named_parameters",
            "trainable_params",
            "get_parameters",
            "parameters_and_names" ->
            parameterCalls.add(call.node());
        case "list",
            "tuple",
            "ParameterTuple",
            "iter",
            "filter",
            "chain",
            "sorted",
            "set",
            "items",
            "values",
            "dict" ->
            call.arguments().stream()
                .filter(a -> !a.value().is("lambda"))
                .forEach(a -> collect(a.value(), depth));
        default -> miss(!program.optimizedTensors().holds(call.node()));
      }
      call.receiver()
          .filter(r -> call.name().equals("items") || call.name().equals("values"))
          .ifPresent(r -> values(r, depth));
    }

    /** What a dictionary holds: its groups, or what only matters for the calls of parameters(). */
    private void values(Node dictionary, int depth) {
      collectApart(dictionary, depth);
      if (dictionary.is("identifier")) {
        additions(dictionary).stream().filter(this::isGroup).forEach(n -> origin(n, depth));
      }
    }

    private boolean isGroup(Node node) {
      return program.dictionary(node).filter(entries -> entries.containsKey("params")).isPresent();
    }

    /** Whether an origin is one parameter: an attribute such as {@code model.weight}. */
    private static boolean isParameter(Node origin) {
      return origin.is("attribute") && !origin.text().endsWith("param_groups");
    }

    /** Whether an origin is the variable of a loop over parameters. */
    private boolean isOfParameters(Node origin) {
      List<Binding> bindings =
          origin.is("identifier") ? program.project().scopes(origin).lookup(origin) : List.of();
      return !bindings.isEmpty()
          && bindings.stream()
              .allMatch(
                  b ->
                      b.is(Binding.Kind.ELEMENT)
                          && b.source().filter(Reader::areParameters).isPresent());
    }

    /** What the loops iterate whose variable an origin is. */
    private Stream<Node> iterated(Node origin) {
      return origin.is("identifier")
          ? program.project().scopes(origin).lookup(origin).stream()
              .filter(b -> b.is(Binding.Kind.ELEMENT))
              .flatMap(b -> b.source().stream())
          : Stream.empty();
    }

    /** Whether an expression gives the parameters of a model, or some of them. */
    private static boolean areParameters(Node iterable) {
      Optional<Call> call = Call.of(iterable);
      return call.filter(c -> c.name().matches("(named_)?parameters")).isPresent()
          || call.filter(c -> c.name().matches("filter|list|tuple|enumerate|chain")).stream()
              .flatMap(c -> c.arguments().stream())
              .anyMatch(a -> areParameters(a.value()));
    }

    /** What is appended to a list that a name stands for. */
    private List<Node> additions(Node name) {
      Node root = program.project().file(name).root();
      String text = name.text();
      return root.descendants()
          .filter(n -> n.is("augmented_assignment", "assignment", "call"))
          .flatMap(n -> added(n, text).stream())
          .filter(n -> isSame(n, name))
          .toList();
    }

    private static boolean isOfSelf(Node name) {
      return name.is("attribute") && Flow.isSelf(name.get("object"));
    }

    /** Whether a name stands for the same at another place. */
    private boolean isSame(Node place, Node name) {
      return isOfSelf(name)
          ? Flow.enclosingClass(place).equals(Flow.enclosingClass(name))
          : program
              .project()
              .scopes(place)
              .at(place)
              .lookup(name.text())
              .equals(program.project().scopes(name).lookup(name));
    }

    private static Optional<Node> added(Node node, String name) {
      if (node.is("augmented_assignment") && node.get("left").text().equals(name)) {
        return Optional.of(node.get("right"));
      }
      if (isItem(node, name)) {
        return node.find("right");
      }
      return Call.of(node)
          .filter(c -> c.name().equals("append") || c.name().equals("extend"))
          .filter(c -> c.receiver().filter(r -> whole(r).text().equals(name)).isPresent())
          .flatMap(c -> c.positional(0))
          .map(Argument::value)
          .filter(n -> !Flow.isSelf(n));
    }

    /** Whether a statement puts an item into what a name stands for. */
    private static boolean isItem(Node node, String name) {
      return node.is("assignment")
          && node.get("left").is("subscript")
          && node.get("left").get("value").text().equals(name);
    }

    /** What an item, or an item of an item, is part of. */
    private static Node whole(Node expression) {
      return expression.is("subscript") ? whole(expression.get("value")) : expression;
    }
  }
}
