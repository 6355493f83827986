package dev.lockstep.porter.python;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All scopes of a file, and what the names in it stand for. */
public final class Scopes {
  private static final Set<String> SCOPED =
      Set.of(
          "module",
          "function_definition",
          "class_definition",
          "lambda",
          "list_comprehension",
          "set_comprehension",
          "dictionary_comprehension",
          "generator_expression");

  /** Aliases of aliases are followed so far; more is a cycle. */
  private static final int MAX_ALIASES = 8;

  private final Map<Node, Scope> scopes = new LinkedHashMap<>();
  private final List<Scope> holders = new ArrayList<>();
  private final Map<Node, Optional<String>> qualified = new HashMap<>();
  private final Scope module;

  private Scopes(Node root) {
    module = new Scope(root, null);
    scopes.put(root, module);
  }

  /** Reads the scopes of a module. */
  public static Scopes of(Node root) {
    Scopes scopes = new Scopes(root);
    root.descendants().forEach(scopes::open);
    new BindingReader(scopes).read(root);
    return scopes;
  }

  private void open(Node node) {
    Scope holder = node.parent().map(parent -> inside(parent, node)).orElse(module);
    holders.add(holder);
    if (node.is(SCOPED)) {
      scopes.putIfAbsent(node, new Scope(node, holder));
    }
  }

  private Scope inside(Node parent, Node part) {
    Scope own = outsideOf(part) ? null : scopes.get(parent);
    return own == null ? at(parent) : own;
  }

  /** The scope of the module. */
  public Scope module() {
    return module;
  }

  /** The scope of a function, class, lambda or comprehension. */
  public Scope of(Scope fallback, Node node) {
    return scopes.getOrDefault(node, fallback);
  }

  /** The scope that an expression or statement is evaluated in. */
  public Scope at(Node node) {
    boolean here = node.source() == module.node().source();
    return here ? holders.get(node.index()) : module;
  }

  /** Default values, annotations, base classes and decorators belong to the scope around. */
  private static boolean outsideOf(Node partOfDefinition) {
    String field = partOfDefinition.field();
    return field.equals("superclasses") || field.equals("return_type");
  }

  /** All scopes of the file, the module's included. */
  public Collection<Scope> all() {
    return List.copyOf(scopes.values());
  }

  /** The bindings that a name refers to, seen from where it stands. */
  public List<Binding> lookup(Node identifier) {
    return at(identifier).lookup(identifier.text());
  }

  /**
   * The dotted name that an expression stands for, by the file's imports and plain aliases: {@code
   * optim.SGD} after {@code import torch.optim as optim} is {@code torch.optim.SGD}. Empty for
   * anything else, and for a name that is also assigned something that is not a name.
   */
  public Optional<String> qualified(Node expression) {
    return qualified.computeIfAbsent(expression, e -> qualified(e, MAX_ALIASES));
  }

  private Optional<String> qualified(Node expression, int depth) {
    if (expression.is("attribute")) {
      return qualified(expression.get("object"), depth)
          .map(module -> module + "." + expression.get("attribute").text());
    }
    if (!expression.is("identifier", "dotted_name") || depth == 0) {
      return Optional.empty();
    }
    List<Binding> bindings = meant(expression);
    if (bindings.stream().anyMatch(b -> b.is(Binding.Kind.IMPORT))) {
      return imported(bindings);
    }
    return bindings.size() == 1 ? alias(bindings.get(0), depth) : Optional.empty();
  }

  /** The bindings of a name without the imports that another import has replaced by then. */
  public List<Binding> meant(Node identifier) {
    List<Binding> bindings = lookup(identifier);
    return standing(
        bindings,
        b -> runsIn(b.site()) != runsIn(identifier) || b.site().start() < identifier.start());
  }

  /** The scope of the function, or the module, that runs a place when it comes to it. */
  private Scope runsIn(Node place) {
    Scope scope = at(place);
    while (!scope.node().is("function_definition", "lambda") && scope.parent().isPresent()) {
      scope = scope.parent().get();
    }
    return scope;
  }

  /** What a name of the module is in the end, if imports give it. */
  public Optional<String> imported(String name) {
    return imported(standing(module.local(name), b -> true));
  }

  /** Of two imports of a name in one block the later stands; in two, one is a fallback. */
  private static List<Binding> standing(List<Binding> bindings, Predicate<Binding> isDone) {
    return bindings.size() < 2
        ? bindings
        : bindings.stream()
            .filter(b -> bindings.stream().filter(isDone).noneMatch(later -> replaces(later, b)))
            .toList();
  }

  private static boolean replaces(Binding later, Binding earlier) {
    return later.is(Binding.Kind.IMPORT)
        && earlier.is(Binding.Kind.IMPORT)
        && !later.module().equals(earlier.module())
        && later.site().start() > earlier.site().start()
        && suite(later) == suite(earlier);
  }

  private static Node suite(Binding binding) {
    return Statements.suite(Statements.of(binding.site()));
  }

  /** The first of its imports: those behind it are fallbacks. */
  private static Optional<String> imported(List<Binding> bindings) {
    return onlyImported(bindings)
        ? bindings.stream().filter(b -> b.is(Binding.Kind.IMPORT)).map(Binding::module).findFirst()
        : Optional.empty();
  }

  private static boolean onlyImported(List<Binding> bindings) {
    return bindings.stream()
        .allMatch(
            b -> b.is(Binding.Kind.IMPORT) || b.source().map(s -> s.is("none")).orElse(false));
  }

  private Optional<String> alias(Binding binding, int depth) {
    return binding.is(Binding.Kind.ASSIGN) && binding.path().isEmpty()
        ? binding.source().flatMap(source -> qualified(Text.unwrapped(source), depth - 1))
        : Optional.empty();
  }
}
