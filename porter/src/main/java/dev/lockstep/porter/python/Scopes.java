package dev.lockstep.porter.python;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    List<Binding> bindings = lookup(expression);
    Optional<Binding> imported =
        bindings.stream().filter(b -> b.is(Binding.Kind.IMPORT)).reduce(Scopes::standing);
    if (imported.isPresent()) {
      return onlyImported(bindings) ? imported.map(Binding::module) : Optional.empty();
    }
    return bindings.size() == 1 ? alias(bindings.get(0), depth) : Optional.empty();
  }

  /**
   * Of two imports of a name the first, for which the other is a fallback; of two whole modules in
   * one block the later, which takes its place.
   */
  private static Binding standing(Binding first, Binding later) {
    boolean itself = !first.module().contains(".") && !later.module().contains(".");
    return itself && suite(first) == suite(later) ? later : first;
  }

  private static Node suite(Binding binding) {
    return Statements.suite(Statements.of(binding.site()));
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
